import type { Cell } from "./parse_number.ts";
import { parseNumber } from "./parse_number.ts";

/** A known layout of rows without names. */
export interface DumpHeader {
  /** As the report calls it. */
  readonly name: string;
  readonly header: readonly string[];
}

type Shape = DumpHeader & {
  /** One letter a column: a time, a price, a number, a word (true or false). */
  readonly shape: string;
};

const klines: DumpHeader = {
  name: "Binance klines",
  header: [
    "open_time",
    "open",
    "high",
    "low",
    "close",
    "volume",
    "close_time",
    "quote_volume",
    "count",
    "taker_buy_volume",
    "taker_buy_quote_volume",
    "ignore",
  ],
};
const trades = ["trade_id", "price", "qty", "quote_qty", "time", "is_buyer_maker"];
const aggregate = ["agg_trade_id", "price", "quantity", "first_trade_id", "last_trade_id"];

const shapes: readonly Shape[] = [
  { ...klines, shape: "tppppntnnnnn" },
  { name: "Kraken bars", header: ["time", ...bar(), "volume", "trades"], shape: "tppppnn" },
  { name: "bars by position", header: ["time", ...bar(), "volume"], shape: "tppppn" },
  { name: "bars by position", header: ["time", ...bar()], shape: "tpppp" },
  { name: "Binance trades", header: [...trades, "is_best_match"], shape: "npnntww" },
  { name: "Binance trades", header: trades, shape: "npnntw" },
  {
    name: "Binance aggregate trades",
    header: [...aggregate, "transact_time", "is_buyer_maker", "is_best_match"],
    shape: "npnnntww",
  },
  {
    name: "Binance aggregate trades",
    header: [...aggregate, "transact_time", "is_buyer_maker"],
    shape: "npnnntw",
  },
];

/** What Bitfinex sends, whose closing price comes second. */
const bitfinex: DumpHeader = {
  name: "Bitfinex candles",
  header: ["time", "open", "close", "high", "low", "volume"],
};

/**
 * The names of the columns of rows that have none, from how many there are and what they hold; or
 * `undefined` where they are no known dump. Six columns are bars in the usual order, unless only
 * Bitfinex's order keeps the highest price highest in every row.
 */
export function dumpHeader(rows: readonly (readonly Cell[])[]): DumpHeader | undefined {
  const [first] = rows;
  const found = shapes.find(({ shape }) =>
    first?.length === shape.length && [...shape].every((kind, i) => isKind(first[i]!, kind))
  );
  if (found === undefined || found.header[4] !== "close") return found;
  const orders = [found, ...(found.shape === "tppppn" ? [bitfinex] : [])];
  return orders.find((order) => rows.every((row) => isBar(row, order.header))) ?? found;
}

function bar(): string[] {
  return ["open", "high", "low", "close"];
}

function isKind(cell: Cell, kind: string): boolean {
  if (kind === "w") return /^(true|false)$/i.test(String(cell));
  const number = parseNumber(cell);
  if (typeof number === "string") return false;
  if (kind === "t") return number >= 1e8;
  return kind === "n" || number > 0;
}

function isBar(row: readonly Cell[], header: readonly string[]): boolean {
  const [open, high, low, close] = bar().map((name) =>
    Number(parseNumber(row[header.indexOf(name)] ?? null))
  ) as [number, number, number, number];
  return high >= Math.max(open, close) && low <= Math.min(open, close);
}
