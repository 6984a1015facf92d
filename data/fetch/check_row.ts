import { columnRules, type NumberRule, type TextRule } from "../datasets.ts";
import { keepsRule } from "../find_bad_row.ts";
import { checkBar } from "../import/check_bar.ts";
import { type Cell, parseNumber } from "../import/parse_number.ts";
import type { Reason } from "../import/reason.ts";
import type { FetchedDataset } from "./fetched_datasets.ts";
import type { RawRow } from "./fetch_page.ts";

/** A row that keeps the rules of its dataset. */
export interface Row {
  readonly ts: number;
  /** In the order of {@linkcode columnRules}; NaN where an optional number is missing. */
  readonly values: readonly (number | string)[];
}

/** Why a row of a venue does not enter the lake: as an import says it, or that it is another's. */
export type FetchReason = Reason | "another symbol";

/** What fetched rows are checked against. */
export interface FetchRules {
  readonly dataset: FetchedDataset;
  /** Spacing of the times that a row may have; `undefined` where any will do. */
  readonly gridMs: number | undefined;
}

const barDatasets: readonly FetchedDataset[] = ["bars", "mark_prices", "index_prices"];

/** The row that a venue's row holds, or the first reason why it holds none. */
export function checkRow(raw: RawRow, { dataset, gridMs = 1 }: FetchRules): Row | FetchReason {
  const { ts, cells } = raw;
  if (ts === undefined) return "missing value";
  if (!Number.isSafeInteger(ts) || ts <= 0) return "unreadable time";
  if (ts % gridMs !== 0) return "time off the grid";
  const isBar = barDatasets.includes(dataset);
  const values: (number | string)[] = [];
  for (const [name, rule] of columnRules(dataset)) {
    const cell = cells[name] ?? null;
    const value = rule.type === "text" ? checkWord(cell, rule) : checkNumber(cell, rule, isBar);
    if (typeof value === "object") return value.reason;
    values.push(value);
  }
  return (isBar ? checkBar(values as number[]) : undefined) ?? { ts, values };
}

function checkWord(cell: Cell, { words }: TextRule): string | Refused {
  return words.includes(String(cell)) ? String(cell) : { reason: "unknown word" };
}

/** Of a bar a venue always sends the volume: without it the row is not whole. */
function checkNumber(cell: Cell, rule: NumberRule, isBar: boolean): number | Refused {
  const number = parseNumber(cell);
  const optional = rule.optional === true && !isBar;
  if (number === "missing value" && optional) return NaN;
  if (typeof number === "string") return { reason: number };
  if (isBar) return Number.isNaN(number) && rule.optional ? { reason: "missing value" } : number;
  const fits = keepsRule(number, rule) && !Number.isNaN(number) &&
    (rule.type !== "integer" || Number.isSafeInteger(number));
  return fits ? number : { reason: "number out of its range" };
}

interface Refused {
  readonly reason: Reason;
}
