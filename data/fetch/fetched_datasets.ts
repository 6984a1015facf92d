import type { DatasetName } from "../datasets.ts";

/** The datasets that a venue can be asked for. */
export const fetchedDatasets = [
  "bars",
  "funding_rates",
  "open_interest",
  "long_short_ratio",
  "mark_prices",
  "index_prices",
  "trades",
] as const satisfies readonly DatasetName[];

/** One of {@linkcode fetchedDatasets}. */
export type FetchedDataset = (typeof fetchedDatasets)[number];

/** One series to fetch, under the names that the lake has for it. */
export interface SeriesToFetch {
  readonly dataset: FetchedDataset;
  readonly venue: string;
  readonly symbol: string;
  /** Null where the dataset has none: funding rates and trades. */
  readonly timeframe: string | null;
}

/** The ccxt method that gives each dataset, as ccxt's table of capabilities names it. */
export const methods: Readonly<Record<FetchedDataset, string>> = {
  bars: "fetchOHLCV",
  mark_prices: "fetchMarkOHLCV",
  index_prices: "fetchIndexOHLCV",
  funding_rates: "fetchFundingRateHistory",
  open_interest: "fetchOpenInterestHistory",
  long_short_ratio: "fetchLongShortRatioHistory",
  trades: "fetchTrades",
};
