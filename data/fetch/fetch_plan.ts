import { nounOf } from "../datasets.ts";
import { formatTime } from "../format_time.ts";
import { UserError } from "../user_error.ts";
import type { MarketSeries } from "./fetch_pages.ts";
import { fundingMs, pageLimit, pageMsOf, stepOf } from "./fetch_pages.ts";
import type { SeriesToFetch } from "./fetched_datasets.ts";
import type { HeldRows } from "./held_rows.ts";
import { clampRange } from "./history_range.ts";
import { planRanges, type Range } from "./plan_ranges.ts";

/** What of a series to ask for. */
export interface FetchPlan {
  /** The time that the lake should have rows of when it is done. */
  readonly range: Range;
  /** The parts of it to ask for, in order; trades may continue from an id. */
  readonly ranges: readonly (Range & { readonly fromId?: number | undefined })[];
  readonly notes: readonly string[];
  /** Rows and requests as far as they can be told beforehand; `null` for trades. */
  readonly expectedRows: number | null;
  readonly expectedRequests: number | null;
}

/** What was asked for. */
export interface PlanRequest {
  readonly since?: number | undefined;
  readonly until?: number | undefined;
  readonly allMissing?: boolean | undefined;
}

/**
 * What to ask a venue for, so that the lake holds all that there is from `since` on (from the last
 * held row where it is not named) up to `until` or the last row that is final.
 *
 * @throws {UserError} where nothing is held to continue from, and where no time is left.
 */
export async function planFetch(
  { venue, series }: MarketSeries,
  held: HeldRows,
  { since, until = Infinity, allMissing = false }: PlanRequest,
): Promise<FetchPlan> {
  const asked = since ?? (allMissing ? held.first : held.last);
  if (asked === undefined) throw nothingHeld(series);
  const range = clampRange(venue, series, { from: asked, to: until });
  if (range.from >= range.to && since !== undefined) throw noTime(series, asked, until);
  const notes = range.from > asked
    ? [keptOnly(series, venue.profile.keptDays[series.dataset]!, range.from)]
    : [];
  if (series.dataset === "trades") {
    const ranges = tradeRanges(range, held);
    return { range, ranges, notes, expectedRows: null, expectedRequests: null };
  }
  const limit = pageLimit(venue, series);
  const stepMs = stepOf(series);
  const pageMs = pageMsOf(venue, series);
  const ranges = planRanges(await held.times(range), { ...range, stepMs, pageMs });
  const rows = ranges.map(({ from, to }) => Math.ceil((to - from) / (stepMs ?? fundingMs)));
  return {
    range,
    ranges,
    notes,
    expectedRows: rows.reduce((sum, each) => sum + each, 0),
    expectedRequests: rows.reduce((sum, each) => sum + Math.ceil(each / limit), 0),
  };
}

/** Trades before and after those that are held: ids tell whether any is missing between. */
function tradeRanges({ from, to }: Range, { first, last, lastId }: HeldRows): FetchPlan["ranges"] {
  if (first === undefined || last === undefined || from > last) {
    return from < to ? [{ from, to }] : [];
  }
  const tail = { from: last, to, fromId: lastId === undefined ? undefined : lastId + 1 };
  return [{ from, to: Math.min(first, to) }, tail].filter((each) => each.from < each.to);
}

function nothingHeld({ dataset, venue, symbol, timeframe }: SeriesToFetch): UserError {
  const noun = `${timeframe === null ? "" : `${timeframe} `}${nounOf(dataset)}`;
  return new UserError(
    `Cannot continue ${noun} of "${symbol}" at "${venue}": the lake holds none; ` +
      `pass --since, such as --since 2023-01-01`,
  );
}

function noTime({ venue, symbol }: SeriesToFetch, from: number, until: number): UserError {
  return new UserError(
    `Cannot fetch "${symbol}" from ${formatTime(from)}: ` +
      (from >= until
        ? `the range is empty; let --since be before --until`
        : `nothing is final after it by the clock of "${venue}"; choose an earlier --since`),
  );
}

function keptOnly({ dataset, venue }: SeriesToFetch, days: number, from: number): string {
  return `"${venue}" keeps ${nounOf(dataset)} for ${days} days only: nothing before ${
    formatTime(from)
  } can be fetched`;
}
