import { join } from "node:path";
import { type DatasetName, datasets, hasTimeframe } from "../datasets.ts";
import { checkVenue, parseSymbol } from "../symbol.ts";
import { timeframeMs } from "../timeframe.ts";
import { encodeSymbol } from "./symbol_name.ts";

const hourMs = 3_600_000;

/** Names one series of bars. */
export interface SeriesKey {
  readonly venue: string;
  readonly symbol: string;
  readonly timeframe: string;
}

/** Names one series of any dataset; `timeframe` is null where its dataset has none. */
export interface DatasetKey {
  readonly dataset: DatasetName;
  readonly venue: string;
  readonly symbol: string;
  readonly timeframe: string | null;
}

/** The folder of the lake inside a data directory. */
export function lakeRoot(dataDir: string): string {
  return join(dataDir, "lake");
}

/** The folder that holds what a dataset has of one symbol at one venue, all timeframes of it. */
export function symbolDir(root: string, key: Omit<DatasetKey, "timeframe">): string {
  const { dataset, venue, symbol } = key;
  parseSymbol(symbol);
  return join(root, dataset, `venue=${checkVenue(venue)}`, `symbol=${encodeSymbol(symbol)}`);
}

/** The folder that holds the Parquet files of one series. */
export function seriesDir(root: string, key: DatasetKey): string {
  const { dataset, timeframe } = key;
  const dir = symbolDir(root, key);
  if (!hasTimeframe(dataset)) return dir;
  timeframeMs(timeframe ?? "");
  return join(dir, `timeframe=${timeframe}`);
}

/** The JSON file of an instrument. */
export function instrumentFile(root: string, venue: string, symbol: string): string {
  parseSymbol(symbol);
  return join(root, "instruments", checkVenue(venue), `${encodeSymbol(symbol)}.json`);
}

/**
 * Name of the file, without its ending, that holds a row: a day of events, else a month where the
 * timeframe is below "1h" and a year from there up.
 */
export function partitionOf(ts: number, key: Pick<DatasetKey, "dataset" | "timeframe">): string {
  const { dataset, timeframe } = key;
  const day = datasets[dataset].known === "event";
  const month = timeframe !== null && timeframeMs(timeframe) < hourMs;
  return new Date(ts).toISOString().slice(0, day ? 10 : month ? 7 : 4);
}

/** First time and the time after the last of a partition, or `undefined` where it is not one. */
export function partitionRange(name: string): readonly [from: number, to: number] | undefined {
  const [, year, month, day] =
    /^(\d{4})(?:-(0[1-9]|1[0-2])(?:-(0[1-9]|[12]\d|3[01]))?)?$/.exec(name) ?? [];
  if (year === undefined) return undefined;
  const [y, m, d] = [Number(year), Number(month ?? 1) - 1, Number(day ?? 1)];
  if (day !== undefined) return [Date.UTC(y, m, d), Date.UTC(y, m, d + 1)];
  return [Date.UTC(y, m), month === undefined ? Date.UTC(y + 1, 0) : Date.UTC(y, m + 1)];
}
