import { nounOf } from "../datasets.ts";
import { formatTime } from "../format_time.ts";
import type { Gap } from "../gaps.ts";
import { fundingMs, stepOf } from "./fetch_pages.ts";
import { findHoles } from "./find_holes.ts";
import { heldRows } from "./held_rows.ts";
import type { OpenSeries } from "./open_series.ts";

/** What the lake lacks of a time after it was fetched. */
export interface SeriesHoles {
  /** Rows that the lake has of the time. */
  readonly rows: number;
  readonly holes: readonly Gap[];
  readonly notes: readonly string[];
}

/**
 * What is missing from the lake in the time that was asked for, read from the lake itself. Time
 * before the first row is the beginning of the venue's history, which a note says, unless the venue
 * lists the market as older. Trades are counted by their ids instead.
 */
export async function findSeriesHoles(
  dataDir: string,
  { series, plan: { range }, market }: OpenSeries,
): Promise<SeriesHoles> {
  const held = await heldRows(dataDir, series);
  if (series.dataset === "trades") {
    return { rows: held.first === undefined ? 0 : 1, holes: [], notes: [] };
  }
  const ts = await held.times(range);
  const first = ts[0];
  if (first === undefined) return { rows: 0, holes: [], notes: [] };
  const stepMs = stepOf(series);
  const begins = first - range.from >= (stepMs ?? fundingMs) && held.first === first;
  const listedBefore = market.created !== undefined && market.created <= range.from &&
    ["bars", "mark_prices", "index_prices"].includes(series.dataset);
  const holes = findHoles(ts, {
    from: begins && !listedBefore ? first : range.from,
    to: range.to,
    stepMs,
  });
  const note = `"${series.venue}" has no ${nounOf(series.dataset)} of "${series.symbol}" before ${
    formatTime(first)
  }`;
  return { rows: ts.length, holes, notes: begins ? [note] : [] };
}
