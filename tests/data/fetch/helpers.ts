import { type FetchOptions, fetchSeries } from "../../../data/fetch/fetch_series.ts";
import type { FetchedDataset, SeriesToFetch } from "../../../data/fetch/fetched_datasets.ts";
import type { FetchSeams } from "../../../data/fetch/seams.ts";
import { Venues } from "../../../data/fetch/venues.ts";
import { readDataset } from "../../../data/storage/read_dataset.ts";
import { hourMs } from "../helpers.ts";
import { barAt, type FakeMarket, timesOf } from "./fake/market_data.ts";

/** A market that has a hole, and a bar that is not closed yet. */
export const market: FakeMarket = {
  listed: Date.UTC(2023, 5, 1),
  holes: [[Date.UTC(2023, 8, 1, 3), Date.UTC(2023, 8, 1, 7)]],
  now: Date.UTC(2024, 0, 20, 10, 30),
};

/** The series that the tests name by its dataset, venue and timeframe. */
export function series(
  dataset: FetchedDataset,
  venue: string,
  timeframe: string | null,
): SeriesToFetch {
  const symbol = dataset === "bars" ? "BTC/USDT" : "BTC/USDT:USDT";
  return { dataset, venue, symbol, timeframe };
}

/** Hourly spot bars of Binance. */
export const hourlyBars: SeriesToFetch = series("bars", "binance", "1h");

/** Fetch through ccxt from a venue on this machine. */
export function fetchFrom(
  seams: FetchSeams,
  options: Omit<FetchOptions, "venues">,
) {
  return fetchSeries({ ...options, venues: new Venues(seams) });
}

/** All rows of a series that the lake holds, as plain columns. */
export async function held(dataDir: string, { dataset, ...query }: SeriesToFetch) {
  const { columns } = await readDataset(dataDir, { dataset, ...query });
  return Object.fromEntries(
    Object.entries(columns).map(([name, column]) => [name, Array.from<number | string>(column)]),
  );
}

/** The hourly bars that the market's formula gives from a time on and before another. */
export function expectedBars(from: number, to: number, of: FakeMarket = market) {
  const ts = timesOf(of, { from, to, stepMs: hourMs });
  const bars = ts.map((each) => barAt(each, hourMs).map(Number));
  const column = (index: number) => bars.map((bar) => bar[index]!);
  return {
    ts,
    open: column(0),
    high: column(1),
    low: column(2),
    close: column(3),
    volume: column(4),
  };
}
