import { checkRow, type FetchReason, type FetchRules, type Row } from "./check_row.ts";
import { tradeId } from "./cover_trades.ts";
import type { RawRow } from "./fetch_page.ts";

/** A row that a venue sent and that does not enter the lake. */
export interface RefusedRow {
  readonly ts: number | null;
  readonly reason: FetchReason;
  /** The row as the venue sent it. */
  readonly text: string;
}

/** The rows of one page, parted. */
export interface SiftedPage {
  /** Good rows within the range, sorted by time, each time once. */
  readonly rows: readonly Row[];
  readonly refused: readonly RefusedRow[];
}

/**
 * Part the good rows of a page from the bad ones. Rows outside the range that was asked for are left
 * out, for they were not asked for; a row that comes twice counts once, and of two that differ at
 * one time the first stays.
 */
export function siftPage(
  page: readonly RawRow[],
  rules: FetchRules & { readonly from: number; readonly to: number },
): SiftedPage {
  const rows = new Map<number, Row>();
  const refused: RefusedRow[] = [];
  for (const raw of page) {
    const { ts, text } = raw;
    if (ts !== undefined && (ts < rules.from || ts >= rules.to)) continue;
    const row = checkRow(raw, rules);
    if (typeof row === "string") {
      refused.push({ ts: ts ?? null, reason: row, text });
      continue;
    }
    const before = rows.get(row.ts);
    if (before === undefined) rows.set(row.ts, row);
    else if (!sameValues(before, row)) refused.push({ ts: row.ts, reason: "duplicate time", text });
  }
  return { rows: [...rows.values()].sort((a, b) => a.ts - b.ts), refused };
}

/** Part trades, which many share a time and which none shares its id with, sorted by id. */
export function siftTrades(page: readonly RawRow[]): SiftedPage {
  const rows = new Map<number, Row>();
  const refused: RefusedRow[] = [];
  for (const raw of page) {
    const row = checkRow(raw, { dataset: "trades", gridMs: undefined });
    const reason = typeof row === "string"
      ? row
      : Number.isNaN(tradeId(row))
      ? "missing value"
      : undefined;
    if (reason !== undefined) refused.push({ ts: raw.ts ?? null, reason, text: raw.text });
    else if (!rows.has(tradeId(row as Row))) rows.set(tradeId(row as Row), row as Row);
  }
  return { rows: [...rows.values()].sort((a, b) => tradeId(a) - tradeId(b)), refused };
}

function sameValues(a: Row, b: Row): boolean {
  return a.values.every((value, i) => Object.is(value, b.values[i]));
}
