import { join } from "node:path";
import { sampleDir } from "../data_dir.ts";
import { timeframes } from "../timeframe.ts";
import { namesIn } from "./folder.ts";
import { lakeRoot, partitionRange, type SeriesKey, symbolDir } from "./layout.ts";
import { decodeSymbol } from "./symbol_name.ts";

/** Where bars come from: the data directory, or the sample in the repository. */
export type Source = "lake" | "sample";

/** One series that is held, and its files in time order. */
export interface Series extends SeriesKey {
  readonly source: Source;
  readonly files: readonly string[];
}

/** Which series to look for; all of them where nothing is named. */
export interface SeriesFilter {
  readonly venue?: string | undefined;
  readonly symbol?: string | undefined;
}

/**
 * The series that a data directory and the sample hold, by venue, symbol and timeframe. A series
 * that the lake holds any file of hides the sample's of the same name.
 */
export function findSeries(dataDir: string, filter: SeriesFilter = {}): Series[] {
  const found = new Map<string, Series>();
  for (const [source, root] of [["sample", sampleDir], ["lake", lakeRoot(dataDir)]] as const) {
    for (const series of scan(root, source, filter)) {
      found.set([series.venue, series.symbol, series.timeframe].join(" "), series);
    }
  }
  return [...found.values()].sort(compare);
}

function* scan(root: string, source: Source, filter: SeriesFilter): Generator<Series> {
  const venues = filter.venue === undefined
    ? children(join(root, "bars"), "venue=")
    : [filter.venue];
  for (const venue of venues) {
    for (const symbol of filter.symbol === undefined ? symbolsAt(root, venue) : [filter.symbol]) {
      const dir = symbolDir(root, venue, symbol);
      for (const timeframe of children(dir, "timeframe=")) {
        if (!timeframes.includes(timeframe)) continue;
        const files = parquetFiles(join(dir, `timeframe=${timeframe}`));
        if (files.length > 0) yield { venue, symbol, timeframe, source, files };
      }
    }
  }
}

function symbolsAt(root: string, venue: string): string[] {
  return children(join(root, "bars", `venue=${venue}`), "symbol=")
    .map(decodeSymbol).filter((symbol) => symbol !== undefined);
}

function parquetFiles(dir: string): string[] {
  return namesIn(dir)
    .filter((name) => name.endsWith(".parquet") && partitionRange(name.slice(0, -8)) !== undefined)
    .sort().map((name) => join(dir, name));
}

function children(dir: string, prefix: string): string[] {
  return namesIn(dir).filter((name) => name.startsWith(prefix)).map((name) =>
    name.slice(prefix.length)
  );
}

function compare(a: Series, b: Series): number {
  if (a.venue !== b.venue) return a.venue < b.venue ? -1 : 1;
  if (a.symbol !== b.symbol) return a.symbol < b.symbol ? -1 : 1;
  return timeframes.indexOf(a.timeframe) - timeframes.indexOf(b.timeframe);
}
