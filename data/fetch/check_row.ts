import { checkRow as checkBar, type Reason } from "../import/check_row.ts";
import { parseNumber } from "../import/parse_number.ts";
import { columnRules } from "../datasets.ts";
import { keepsRule } from "../find_bad_row.ts";
import type { CcxtNumber } from "./ccxt_exchange.ts";
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
  | Reason
  | "number out of its range"
  | "unknown word"
  | "another symbol";

/** What fetched rows are checked against. */
export interface FetchRules {
  readonly dataset: FetchedDataset;
  /** Spacing of the times that a row may have; `undefined` where any will do. */
  readonly gridMs: number | undefined;
}

const prices: readonly FetchedDataset[] = ["bars", "mark_prices", "index_prices"];

/** The row that a venue's row holds, by the rules that an import has, or why it holds none. */
export function checkRow(raw: RawRow, { dataset, gridMs }: FetchRules): Row | FetchReason {
  const { ts, cells } = raw;
  if (prices.includes(dataset)) return checkPrices(raw, { hasVolume: dataset === "bars", gridMs });
  if (ts === undefined) return "missing value";
  if (!Number.isSafeInteger(ts) || ts <= 0) return "unreadable time";
  if (gridMs !== undefined && ts % gridMs !== 0) return "time off the grid";
  const values: (number | string)[] = [];
  for (const [name, rule] of columnRules(dataset)) {
    const cell = cells[name] ?? null;
    if (rule.type === "text") {
      if (!rule.words.includes(String(cell))) return "unknown word";
      values.push(String(cell));
      continue;
    }
    const number = parseNumber(cell);
    if (number === "missing value" && rule.optional) {
      values.push(NaN);
      continue;
    }
    if (typeof number === "string") return number;
    if (!keepsRule(number, rule) || Number.isNaN(number)) return "number out of its range";
    if (rule.type === "integer" && !Number.isSafeInteger(number)) return "number out of its range";
    values.push(number);
  }
  return { ts, values };
}

function checkPrices(
  { ts, cells, text }: RawRow,
  { hasVolume, gridMs = 1 }: { readonly hasVolume: boolean; readonly gridMs: number | undefined },
): Row | Reason {
  const cell = (value: CcxtNumber) => value ?? null;
  const { open, high, low, close, volume } = cells;
  const bar = checkBar({
    row: 0,
    cells: [cell(ts), cell(open), cell(high), cell(low), cell(close), cell(volume)],
    hasVolume,
    surplus: false,
    text,
  }, { gridMs, tradingDate: false });
  if (typeof bar === "string") return bar;
  return { ts: bar[0], values: bar.slice(1, hasVolume ? 6 : 5) };
}
