import type { DatasetTable } from "../dataset_table.ts";
import { checkCapability, checkSeries } from "./check_series.ts";
import type { Row } from "./check_row.ts";
import type { SeriesToFetch } from "./fetched_datasets.ts";
import { fetchPages } from "./fetch_pages.ts";
import { clampRange } from "./history_range.ts";
import { findMarket } from "./open_venue.ts";
import { rowsToTable } from "./rows_to_table.ts";
import type { RefusedRow } from "./sift_page.ts";
import { Venues } from "./venues.ts";

/** Rows of a range, as a venue has them now. */
export interface FetchedRange {
  /** Good rows in the columns of the dataset, ready to be written; perhaps none. */
  readonly table: DatasetTable;
  /** Rows that broke a rule. */
  readonly refused: readonly RefusedRow[];
  readonly requests: number;
}

/**
 * Ask a venue for the rows of a series from a time on and before another, and write nothing: the
 * caller decides what to do with them. Rows that are not final by the venue's own clock are left
 * out. Pass the same `venues` for several ranges, so that each venue is opened once.
 *
 * ```ts ignore
 * const { table } = await fetchRange(series, gap.from, gap.to + 1, venues);
 * ```
 *
 * @throws {UserError} for a series that the venue does not have, and where it gives no answer.
 */
export async function fetchRange(
  series: SeriesToFetch,
  from: number,
  to: number,
  venues: Venues = new Venues(),
): Promise<FetchedRange> {
  checkSeries(series);
  const before = venues.requests;
  const venue = await venues.open(series.venue, series.symbol);
  const market = findMarket(venue, series.symbol);
  checkCapability(venue, series, market);
  const rows: Row[] = [];
  const refused = new Map<string, RefusedRow>();
  const refuse = (bad: readonly RefusedRow[]) => {
    for (const row of bad) refused.set(JSON.stringify(row), row);
  };
  const range = clampRange(venue, series, { from, to });
  for await (const page of fetchPages({ venue, market, series }, { ...range, refuse })) {
    rows.push(...page);
  }
  return {
    table: rowsToTable(series.dataset, rows),
    refused: [...refused.values()],
    requests: venues.requests - before,
  };
}
