import { timeframes } from "../timeframe.ts";
import type { FetchedDataset } from "./fetched_datasets.ts";

/** What is known of a venue's public interface beyond what ccxt says. */
export interface VenueProfile {
  /** The ccxt class. */
  readonly classId: string;
  /** ccxt's options: only the markets that are needed are listed. */
  readonly options: Readonly<Record<string, unknown>>;
  /** Whether the layout of its answers is known, so that a foreign one is told from an empty one. */
  readonly known: boolean;
  /** Most rows of one answer. */
  readonly pageRows: Readonly<Partial<Record<FetchedDataset, number>>>;
  /** Days that it keeps, where asking for older rows is an error. */
  readonly keptDays: Readonly<Partial<Record<FetchedDataset, number>>>;
  /** Timeframes of open interest and long/short ratio; `undefined` where not known. */
  readonly sampled: readonly string[] | undefined;
  /** How its history of trades is walked; `undefined` where it has only the latest ones. */
  readonly trades: "ascending ids" | "descending ids" | undefined;
}

const defaultPageRows = 500;

const unknownVenue: Omit<VenueProfile, "classId"> = {
  options: {},
  known: false,
  pageRows: {},
  keptDays: {},
  sampled: undefined,
  trades: undefined,
};

/**
 * The profile of a venue, by its name in the lake. Binance is one venue there and several classes in
 * ccxt: spot and USD-margined contracts have hosts of their own.
 */
export function venueProfile(venue: string, perpetual: boolean): VenueProfile {
  if (venue === "binance") return perpetual ? binanceUsdMargined : binanceSpot;
  if (venue === "okx") return { ...okx, options: listed(perpetual ? "swap" : "spot") };
  if (venue === "bybit") return { ...bybit, options: listed(perpetual ? "linear" : "spot") };
  return { ...unknownVenue, classId: venue };
}

/** Rows to ask a venue for at once, unless ccxt knows better. */
export function pageRowsOf(profile: VenueProfile, dataset: FetchedDataset): number {
  return profile.pageRows[dataset] ?? defaultPageRows;
}

function listed(type: string): Readonly<Record<string, unknown>> {
  return { fetchMarkets: { types: [type] } };
}

const binanceSpot: VenueProfile = {
  classId: "binance",
  options: { ...listed("spot"), fetchMargins: false },
  known: true,
  pageRows: { bars: 1000, trades: 1000 },
  keptDays: {},
  sampled: [],
  trades: "ascending ids",
};

const binanceUsdMargined: VenueProfile = {
  classId: "binanceusdm",
  options: listed("linear"),
  known: true,
  pageRows: {
    bars: 1000,
    mark_prices: 1000,
    index_prices: 1000,
    funding_rates: 1000,
    open_interest: 500,
    long_short_ratio: 500,
    trades: 1000,
  },
  keptDays: { open_interest: 30, long_short_ratio: 30 },
  sampled: ["5m", "15m", "30m", "1h", "2h", "4h", "6h", "12h", "1d"],
  trades: "ascending ids",
};

const okx: Omit<VenueProfile, "options"> = {
  classId: "okx",
  known: true,
  pageRows: {
    bars: 300,
    mark_prices: 100,
    index_prices: 100,
    funding_rates: 100,
    open_interest: 100,
    long_short_ratio: 100,
    trades: 100,
  },
  keptDays: {},
  sampled: ["5m", "15m", "30m", "1h", "2h", "4h", "6h", "12h", "1d"],
  trades: "descending ids",
};

const bybit: Omit<VenueProfile, "options"> = {
  classId: "bybit",
  known: true,
  pageRows: {
    bars: 1000,
    mark_prices: 1000,
    index_prices: 1000,
    funding_rates: 200,
    open_interest: 200,
    long_short_ratio: 500,
  },
  keptDays: {},
  sampled: timeframes.filter((name) => ["5m", "15m", "30m", "1h", "4h", "1d"].includes(name)),
  trades: undefined,
};
