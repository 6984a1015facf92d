import { timeframeMs } from "../timeframe.ts";
import type { CcxtMarket } from "./ccxt_exchange.ts";
import type { Row } from "./check_row.ts";
import { coverRange } from "./cover_range.ts";
import { ascendingTrades, descendingTrades } from "./cover_trades.ts";
import type { SeriesToFetch } from "./fetched_datasets.ts";
import type { Venue } from "./open_venue.ts";
import { pageReader, tradesReader } from "./page_reader.ts";
import type { Range } from "./plan_ranges.ts";
import type { RefusedRow } from "./sift_page.ts";
import { pageRowsOf } from "./venue_profile.ts";

/** Funding comes every eight hours, as a rule. */
export const fundingMs = 8 * 3_600_000;

/** A series at a venue. */
export interface MarketSeries {
  readonly venue: Venue;
  readonly market: CcxtMarket;
  readonly series: SeriesToFetch;
}

/** Which rows of it, and what to do with bad ones. */
export interface PagesOptions extends Range {
  /** Trades continue from this id on. */
  readonly fromId?: number | undefined;
  readonly refuse: (rows: readonly RefusedRow[]) => void;
}

/** Distance of two rows of a series, in milliseconds; `undefined` where the venue sets it. */
export function stepOf({ timeframe }: Pick<SeriesToFetch, "timeframe">): number | undefined {
  return timeframe === null ? undefined : timeframeMs(timeframe);
}

/** Time that one answer covers, as a rule. */
export function pageMsOf(venue: Venue, series: SeriesToFetch): number {
  return (stepOf(series) ?? fundingMs) * pageLimit(venue, series);
}

/** The good rows of a range, in ascending order, as the pages of the venue bring them. */
export function fetchPages(
  { venue, market, series }: MarketSeries,
  { from, to, fromId, refuse }: PagesOptions,
): AsyncGenerator<readonly Row[]> {
  const limit = pageLimit(venue, series);
  const source = { series, market, limit, refuse };
  if (series.dataset === "trades") {
    const cover = venue.profile.trades === "ascending ids" ? ascendingTrades : descendingTrades;
    return cover(tradesReader(venue, source), { from, to, fromId });
  }
  return coverRange(pageReader(venue, source), {
    from,
    to,
    stepMs: stepOf(series),
    pageMs: pageMsOf(venue, series),
    widens: venue.profile.known,
  });
}

/** Rows to ask for at once: as the profile says, else as ccxt does. */
export function pageLimit(
  { profile, exchange }: Venue,
  { dataset, symbol }: SeriesToFetch,
): number {
  if (profile.known) return pageRowsOf(profile, dataset);
  const limit = exchange.featureValue(symbol, "fetchOHLCV", "limit");
  return typeof limit === "number" && limit > 0 ? limit : pageRowsOf(profile, dataset);
}
