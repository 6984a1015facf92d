import { checkDataDir } from "../data_dir.ts";
import type { Instrument } from "../instrument.ts";
import { readInstrument } from "../storage/instruments.ts";
import { checkCapability, checkSeries } from "./check_series.ts";
import type { MarketSeries } from "./fetch_pages.ts";
import { type FetchPlan, planFetch, type PlanRequest } from "./fetch_plan.ts";
import type { SeriesToFetch } from "./fetched_datasets.ts";
import { type HeldRows, heldRows } from "./held_rows.ts";
import { marketInstrument } from "./market_instrument.ts";
import { findMarket } from "./open_venue.ts";
import type { Venues } from "./venues.ts";

/** What to fetch of which series, and where it goes. */
export interface SeriesRequest extends PlanRequest {
  readonly series: SeriesToFetch;
  readonly dataDir: string;
  readonly venues: Venues;
}

/** A series that the venue has, and what of it to ask for. */
export interface OpenSeries extends MarketSeries {
  readonly instrument: Instrument;
  readonly held: HeldRows;
  readonly plan: FetchPlan;
}

/**
 * Find a series at its venue and plan what to ask for. No row is asked for yet.
 *
 * @throws {UserError} for whatever can be seen to be wrong by now.
 */
export async function openSeries(request: SeriesRequest): Promise<OpenSeries> {
  const { series, venues } = request;
  const dataDir = checkDataDir(request.dataDir);
  checkSeries(series);
  const venue = await venues.open(series.venue, series.symbol);
  const market = findMarket(venue, series.symbol);
  checkCapability(venue, series, market);
  const before = readInstrument(dataDir, series.venue, series.symbol);
  const instrument = marketInstrument(venue, market, before);
  const held = await heldRows(dataDir, series);
  const plan = await planFetch({ venue, market, series }, held, request);
  return { venue, market, series, instrument, held, plan };
}
