import { columnRules } from "../datasets.ts";
import { keepsRule } from "../find_bad_row.ts";
import { type NotANumber, parseNumber } from "../import/parse_number.ts";
import type { FetchedDataset } from "./fetched_datasets.ts";
import type { RawRow } from "./fetch_page.ts";

/** A row that keeps the rules of its dataset. */
export interface Row {
  readonly ts: number;
  /** In the order of {@linkcode columnRules}; NaN where an optional number is missing. */
  readonly values: readonly (number | string)[];
}

/** Why a row of a venue does not enter the lake. */
export type FetchReason =
  | NotANumber
  | "unreadable time"
  | "time off the grid"
  | "price not a positive number"
  | "number out of its range"
  | "unknown word"
  | "high below low"
  | "open or close outside low to high"
  | "duplicate time"
  | "another symbol";

/** What fetched rows are checked against. */
export interface FetchRules {
  readonly dataset: FetchedDataset;
  /** Spacing of the times that a row may have; `undefined` where any will do. */
  readonly gridMs: number | undefined;
}

/** The row that a venue's row holds, or the first reason why it holds none. */
export function checkRow(raw: RawRow, { dataset, gridMs = 1 }: FetchRules): Row | FetchReason {
  const { ts, cells } = raw;
  if (ts === undefined) return "missing value";
  if (!Number.isSafeInteger(ts) || ts <= 0) return "unreadable time";
  if (ts % gridMs !== 0) return "time off the grid";
  const values: (number | string)[] = [];
  for (const [name, rule] of columnRules(dataset)) {
    const cell = cells[name] ?? null;
    if (rule.type === "text") {
      if (!rule.words.includes(String(cell))) return "unknown word";
      values.push(String(cell));
      continue;
    }
    const number = parseNumber(cell);
    // A venue always sends the volume of a bar: without it the row is not whole.
    const optional = rule.optional === true && name !== "volume";
    if (typeof number === "string" && !(number === "missing value" && optional)) return number;
    const value = typeof number === "string" ? NaN : number;
    const whole = rule.type !== "integer" || Number.isNaN(value) || Number.isSafeInteger(value);
    if (!whole || !keepsRule(value, rule) || (Number.isNaN(value) && !optional)) {
      return rule.above === 0 ? "price not a positive number" : "number out of its range";
    }
    values.push(value);
  }
  return outsideBar(dataset, values) ?? { ts, values };
}

const bars: readonly FetchedDataset[] = ["bars", "mark_prices", "index_prices"];

function outsideBar(
  dataset: FetchedDataset,
  values: readonly (number | string)[],
): FetchReason | undefined {
  if (!bars.includes(dataset)) return undefined;
  const [open, high, low, close] = values as readonly [number, number, number, number];
  if (high < low) return "high below low";
  const inside = open >= low && open <= high && close >= low && close <= high;
  return inside ? undefined : "open or close outside low to high";
}
