import { hasTimeframe } from "../datasets.ts";
import { gridMs } from "../grid.ts";
import type { CcxtMarket } from "./ccxt_exchange.ts";
import type { Row } from "./check_row.ts";
import type { AskRows } from "./cover_range.ts";
import { type AskTrades, tradeId } from "./cover_trades.ts";
import type { SeriesToFetch } from "./fetched_datasets.ts";
import { endOf, fetchPage } from "./fetch_page.ts";
import { fetchTradesPage } from "./fetch_trades_page.ts";
import type { Venue } from "./open_venue.ts";
import { rawRows, strayRows } from "./raw_rows.ts";
import { type RefusedRow, siftPage, siftTrades } from "./sift_page.ts";
import { VenueFailure } from "./venue_failure.ts";

/** What a page is read of. */
export interface PageSource {
  readonly series: SeriesToFetch;
  readonly market: CcxtMarket;
  /** Most rows of one answer. */
  readonly limit: number;
  /** Takes the rows that are kept out of the lake. */
  readonly refuse: (rows: readonly RefusedRow[]) => void;
}

/** A row this close to the range may be in it by another stamp of the venue's. */
const nearMs = 60_000;

/**
 * Asks a venue for the rows of a range. An answer that has rows, but none of what was asked for, is
 * a failure where the venue's protocol is known, and is asked for again: it must not pass for an
 * empty one.
 */
export function pageReader(venue: Venue, source: PageSource): AskRows {
  const { series: { dataset, timeframe }, market, limit, refuse } = source;
  const grid = hasTimeframe(dataset) ? gridMs(timeframe!, "crypto") : undefined;
  return async (from, to) => {
    const { rows, refused } = await venue.ask(async (exchange) => {
      const page = { dataset, market, timeframe: timeframe ?? "", from, to, limit };
      const raw = await fetchPage(exchange, page);
      const strays = straysOf(venue, market.id);
      const end = endOf(page);
      const sifted = siftPage(raw, { dataset, gridMs: grid, from, to: end });
      const refused = [...sifted.refused, ...strays.map(strayRow)];
      const near = raw.filter(({ ts = NaN }) => ts >= from - nearMs && ts < end + nearMs);
      refuseForeign(venue, near.length + refused.length);
      return { rows: sifted.rows, refused };
    });
    refuse(refused);
    return rows;
  };
}

/** Asks a venue for a page of trades, as {@linkcode pageReader} does for the other datasets. */
export function tradesReader(venue: Venue, source: PageSource): AskTrades {
  const { market, limit, refuse } = source;
  return async (at) => {
    const { rows, refused } = await venue.ask(async (exchange) => {
      const raw = await fetchTradesPage(exchange, { market, limit, at });
      const strays = straysOf(venue, market.id);
      const sifted = siftTrades(raw);
      const rows = sifted.rows.filter(isAsked(at));
      const refused = [...sifted.refused, ...strays.map(strayRow)];
      refuseForeign(venue, rows.length + refused.length);
      return { rows, refused };
    });
    refuse(refused);
    return rows;
  };
}

function isAsked(at: Parameters<AskTrades>[0]): (row: Row) => boolean {
  if ("fromId" in at) return (row) => tradeId(row) >= at.fromId;
  if ("beforeId" in at) return (row) => tradeId(row) < at.beforeId;
  if ("latest" in at) return () => true;
  if ("beforeTime" in at) return (row) => row.ts < at.beforeTime;
  return ({ ts }) => ts >= at.from && ts < at.to;
}

function refuseForeign(venue: Venue, used: number): void {
  if (used > 0 || !venue.profile.known) return;
  const raw = rawRows(venue.body());
  if (raw === undefined) throw new VenueFailure("its answer has no list of rows");
  if (raw.length > 0) throw new VenueFailure("its answer has other rows than those asked for");
}

function straysOf(venue: Venue, marketId: string): string[] {
  return venue.profile.known ? strayRows(venue.body(), marketId) : [];
}

function strayRow(text: string): RefusedRow {
  return { ts: null, reason: "another symbol", text };
}
