import { type NotANumber, parseNumber } from "./parse_number.ts";
import { parseTimestamp, type TimestampOptions } from "./parse_timestamp.ts";
import type { SourceRow } from "./source_row.ts";

/** One bar: time, open, high, low, close and volume. */
export type Row = readonly [number, number, number, number, number, number];

/** Why a row does not enter the lake. */
export type Reason =
  | NotANumber
  | "more fields than the header"
  | "unreadable time"
  | "time off the grid"
  | "price not a positive number"
  | "volume below zero"
  | "high below low"
  | "open or close outside low to high"
  | "duplicate time";

/** What rows are checked against. */
export interface RowRules extends TimestampOptions {
  /** Spacing of the times that a bar may open at, in milliseconds. */
  readonly gridMs: number;
}

/** The bar that a row holds, or the first reason why it holds none. */
export function checkRow(source: SourceRow, rules: RowRules): Row | Reason {
  if (source.surplus) return "more fields than the header";
  const [time, ...rest] = source.cells;
  if (time === null || time === "") return "missing value";
  const ts = parseTimestamp(time, rules);
  if (ts === undefined) return "unreadable time";
  const numbers: number[] = [];
  for (const cell of source.hasVolume ? rest : rest.slice(0, 4)) {
    const number = parseNumber(cell);
    if (typeof number === "string") return number;
    numbers.push(number);
  }
  const [open, high, low, close, volume = NaN] = numbers as [number, number, number, number];
  for (const price of [open, high, low, close]) {
    if (!(price > 0 && price < Infinity)) return "price not a positive number";
  }
  if (source.hasVolume && Number.isNaN(volume)) return "missing value";
  if (volume < 0) return "volume below zero";
  if (high < low) return "high below low";
  if (open < low || open > high || close < low || close > high) {
    return "open or close outside low to high";
  }
  return ts % rules.gridMs === 0 ? [ts, open, high, low, close, volume] : "time off the grid";
}
