/** How a column is held: in Parquet, and in memory as numbers or texts. */
export type ColumnType = "number" | "integer" | "text";

/** One column of a dataset beside `ts`. */
export interface ColumnRule {
  readonly type: ColumnType;
  /** May be absent from a source; NaN or "" then. */
  readonly optional?: true;
}

/** One kind of market data: its columns, and when a row of it becomes known. */
export interface Dataset {
  /** Columns beside `ts`; the first is the one that is meant where none is named. */
  readonly columns: Readonly<Record<string, ColumnRule>>;
  /**
   * "close": a row spans a timeframe from `ts` on and is known at its end, as a bar is. "instant": it
   * is known at `ts`, and a time is unique. "event": as instant, but many rows may share a time;
   * their order is that of arrival.
   */
  readonly known: "close" | "instant" | "event";
}

const number: ColumnRule = { type: "number" };
const integer: ColumnRule = { type: "integer" };
const text: ColumnRule = { type: "text" };
const optional = (rule: ColumnRule): ColumnRule => ({ ...rule, optional: true });

const prices = { close: number, open: number, high: number, low: number };

/** Every dataset that the lake holds, by name; the folder of the lake has the same name. */
export const datasets = {
  bars: {
    columns: { ...prices, volume: optional(number) },
    known: "close",
  },
  mark_prices: { columns: prices, known: "close" },
  index_prices: { columns: prices, known: "close" },
  taker_flow: {
    columns: {
      taker_buy_volume: number,
      taker_sell_volume: number,
      volume: optional(number),
      trades: optional(integer),
    },
    known: "close",
  },
  /** Open interest in base units at the end of the row's timeframe. */
  open_interest: {
    columns: {
      open_interest: number,
      oi_open: optional(number),
      oi_high: optional(number),
      oi_low: optional(number),
      open_interest_usd: optional(number),
    },
    known: "close",
  },
  long_short_ratio: {
    columns: {
      long_short_ratio: number,
      long_account: optional(number),
      short_account: optional(number),
    },
    known: "instant",
  },
  /** A rate is a fraction of notional: 0.0001 is 0.01 %, paid by longs to shorts where positive. */
  funding_rates: { columns: { funding_rate: number }, known: "instant" },
  /** Any series of values, such as an index of sentiment, under a symbol of its own. */
  series: { columns: { value: number }, known: "instant" },
  /** Side is that of the aggressor: "buy" or "sell". */
  trades: {
    columns: {
      price: number,
      qty: number,
      side: text,
      trade_id: optional(integer),
      recv_ts_ns: optional(integer),
    },
    known: "event",
  },
  quotes: {
    columns: {
      bid: number,
      bid_qty: number,
      ask: number,
      ask_qty: number,
      update_id: optional(integer),
      recv_ts_ns: optional(integer),
    },
    known: "event",
  },
  /** One row a level; `kind` is "snapshot" or "delta", `side` "bid" or "ask", a `qty` of 0 deletes. */
  books: {
    columns: {
      price: number,
      qty: number,
      side: text,
      kind: text,
      first_update_id: optional(integer),
      last_update_id: optional(integer),
      prev_update_id: optional(integer),
      recv_ts_ns: optional(integer),
    },
    known: "event",
  },
} as const satisfies Readonly<Record<string, Dataset>>;

/** One of {@linkcode datasets}. */
export type DatasetName = keyof typeof datasets;
