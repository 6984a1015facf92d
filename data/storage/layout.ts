import { join } from "node:path";
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

/** The folder of the lake inside a data directory. */
export function lakeRoot(dataDir: string): string {
  return join(dataDir, "lake");
}

/** The folder that holds all timeframes of one symbol at one venue. */
export function symbolDir(root: string, venue: string, symbol: string): string {
  parseSymbol(symbol);
  return join(root, "bars", `venue=${checkVenue(venue)}`, `symbol=${encodeSymbol(symbol)}`);
}

/** The folder that holds the Parquet files of one series. */
export function seriesDir(root: string, { venue, symbol, timeframe }: SeriesKey): string {
  timeframeMs(timeframe);
  return join(symbolDir(root, venue, symbol), `timeframe=${timeframe}`);
}

/** The JSON file of an instrument. */
export function instrumentFile(root: string, venue: string, symbol: string): string {
  parseSymbol(symbol);
  return join(root, "instruments", checkVenue(venue), `${encodeSymbol(symbol)}.json`);
}

/** Name of the file, without its ending, that holds a bar: a year from "1h" up, a month below. */
export function partitionOf(ts: number, timeframe: string): string {
  return new Date(ts).toISOString().slice(0, timeframeMs(timeframe) >= hourMs ? 4 : 7);
}

/** First time and the time after the last of a partition, or `undefined` where it is not one. */
export function partitionRange(name: string): readonly [from: number, to: number] | undefined {
  const [, year, month] = /^(\d{4})(?:-(0[1-9]|1[0-2]))?$/.exec(name) ?? [];
  if (year === undefined) return undefined;
  return month === undefined
    ? [Date.UTC(Number(year), 0), Date.UTC(Number(year) + 1, 0)]
    : [Date.UTC(Number(year), Number(month) - 1), Date.UTC(Number(year), Number(month))];
}
