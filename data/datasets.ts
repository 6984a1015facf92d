/** How a column is held: in Parquet, and in memory as numbers or texts. */
export type ColumnType = "number" | "integer" | "text";

/** One column of a dataset beside `ts`. */
export type ColumnRule = NumberRule | TextRule;

/** A column of numbers. */
export interface NumberRule {
  /** Integers have 64 bits in Parquet. */
  readonly type: "number" | "integer";
  /** May be absent from a source; NaN then. */
  readonly optional?: true;
  /** Numbers are greater than this. */
  readonly above?: number;
  /** Numbers are this or greater. */
  readonly min?: number;
  /** Numbers are this or less. */
  readonly max?: number;
}

/** A column of texts. */
export interface TextRule {
  readonly type: "text";
  /** The words that it knows. */
  readonly words: readonly string[];
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
  /**
   * Times that round to the same multiple of this are one time, in ms: the venue stamps it some
   * milliseconds late, and other sources do not.
   */
  readonly sameMs?: number;
  /** Taken once every timeframe although known at once, and so held by timeframe. */
  readonly sampled?: true;
}

const number = { type: "number" } as const;
const price = { type: "number", above: 0 } as const;
const amount = { type: "number", min: 0 } as const;
const id = { type: "integer", optional: true } as const;
const maybeAmount = { ...amount, optional: true } as const;

const prices = { close: price, open: price, high: price, low: price };

/**
 * Every dataset that the lake holds, by name; the folder of the lake has the same name. Of events,
 * `recv_ts_ns` is the recorder's own clock in nanoseconds since the epoch: exact in the lake, and in
 * memory the nearest double, within 128 ns.
 */
export const datasets = {
  bars: {
    columns: { ...prices, volume: maybeAmount },
    known: "close",
  },
  mark_prices: { columns: prices, known: "close" },
  index_prices: { columns: prices, known: "close" },
  taker_flow: {
    columns: {
      taker_buy_volume: amount,
      taker_sell_volume: amount,
      volume: maybeAmount,
      trades: { ...id, min: 0 },
    },
    known: "close",
  },
  /** Open interest in base units at the end of the row's timeframe. */
  open_interest: {
    columns: {
      open_interest: amount,
      oi_open: maybeAmount,
      oi_high: maybeAmount,
      oi_low: maybeAmount,
      open_interest_usd: maybeAmount,
    },
    known: "close",
  },
  long_short_ratio: {
    columns: {
      long_short_ratio: amount,
      long_account: maybeAmount,
      short_account: maybeAmount,
    },
    known: "instant",
    sampled: true,
  },
  /** A rate is a fraction of notional: 0.0001 is 0.01 %, paid by longs to shorts where positive. */
  funding_rates: {
    columns: { funding_rate: { ...number, min: -1, max: 1 } },
    known: "instant",
    sameMs: 60_000,
  },
  /** Any series of values, such as an index of sentiment, under a symbol of its own. */
  series: { columns: { value: number }, known: "instant" },
  /** Side is that of the aggressor: "buy" or "sell". */
  trades: {
    columns: {
      price,
      qty: price,
      side: { type: "text", words: ["buy", "sell"] },
      trade_id: id,
      recv_ts_ns: id,
    },
    known: "event",
  },
  quotes: {
    columns: {
      bid: price,
      bid_qty: amount,
      ask: price,
      ask_qty: amount,
      update_id: id,
      recv_ts_ns: id,
    },
    known: "event",
  },
  /** One row a level; `kind` is "snapshot" or "delta", `side` "bid" or "ask", a `qty` of 0 deletes. */
  books: {
    columns: {
      price,
      qty: amount,
      side: { type: "text", words: ["bid", "ask"] },
      kind: { type: "text", words: ["delta", "snapshot"] },
      first_update_id: id,
      last_update_id: id,
      prev_update_id: id,
      recv_ts_ns: id,
    },
    known: "event",
  },
} as const satisfies Readonly<Record<string, Dataset>>;

/** One of {@linkcode datasets}. */
export type DatasetName = keyof typeof datasets;

/** The names of all datasets. */
export const datasetNames = Object.keys(datasets) as readonly DatasetName[];

/** A column of a dataset beside `ts`. */
export type ColumnName<D extends DatasetName> = Extract<
  keyof (typeof datasets)[D]["columns"],
  string
>;

/** Whether the series of a dataset are told apart by their timeframe. */
export function hasTimeframe(dataset: DatasetName): boolean {
  const { known, sampled }: Dataset = datasets[dataset];
  return known === "close" || sampled === true;
}

/** What tells the rows of a dataset apart: their time, or that without the venue's milliseconds. */
export function timeKey(dataset: DatasetName): (ts: number) => number {
  const { sameMs }: Dataset = datasets[dataset];
  return sameMs === undefined ? (ts) => ts : (ts) => Math.round(ts / sameMs) * sameMs;
}

/** The columns of a dataset beside `ts` with their rules, prices in their usual order. */
export function columnRules(dataset: DatasetName): readonly (readonly [string, ColumnRule])[] {
  const usual = ["open", "high", "low", "close"];
  const columns: readonly [string, ColumnRule][] = Object.entries(datasets[dataset].columns);
  return columns.toSorted(([a], [b]) => (usual.indexOf(a) + 5) % 5 - (usual.indexOf(b) + 5) % 5);
}

/** What the rows of a dataset are called: "bars", "funding rates". */
export function nounOf(dataset: DatasetName): string {
  return dataset.replaceAll("_", " ");
}
