import { join } from "node:path";
import { sampleDir } from "../data_dir.ts";
import { type DatasetName, datasetNames, hasTimeframe } from "../datasets.ts";
import { timeframes } from "../timeframe.ts";
import { namesIn } from "./folder.ts";
import {
  type DatasetKey,
  lakeRoot,
  partitionRange,
  seriesDir,
  type SeriesKey,
  symbolDir,
} from "./layout.ts";
import { decodeSymbol } from "./symbol_name.ts";

/** Where data come from: the data directory, or the sample in the repository. */
export type Source = "lake" | "sample";

/** One series of a dataset that is held, and its files in time order. */
export interface HeldSeries extends DatasetKey {
  readonly source: Source;
  readonly files: readonly string[];
}

/** One series of bars that is held. */
export interface Series extends SeriesKey {
  readonly source: Source;
  readonly files: readonly string[];
}

/** Which series to look for; all of them where nothing is named. */
export interface SeriesFilter {
  readonly venue?: string | undefined;
  readonly symbol?: string | undefined;
}

/** Which series of which datasets to look for. */
export interface DatasetFilter extends SeriesFilter {
  readonly dataset?: DatasetName | undefined;
}

/** The series of bars that a data directory and the sample hold, by venue, symbol and timeframe. */
export function findSeries(dataDir: string, filter: SeriesFilter = {}): Series[] {
  return findHeldSeries(dataDir, { ...filter, dataset: "bars" })
    .map(({ venue, symbol, timeframe, source, files }) => (
      { venue, symbol, timeframe: timeframe!, source, files }
    ));
}

/**
 * The series of all datasets that a data directory and the sample hold, by dataset, venue, symbol
 * and timeframe. A series that the lake holds any file of hides the sample's of the same name.
 */
export function findHeldSeries(dataDir: string, filter: DatasetFilter = {}): HeldSeries[] {
  const found = new Map<string, HeldSeries>();
  for (const [source, root] of [["sample", sampleDir], ["lake", lakeRoot(dataDir)]] as const) {
    for (const dataset of filter.dataset === undefined ? datasetNames : [filter.dataset]) {
      for (const key of scan(root, dataset, filter)) {
        const files = parquetFiles(seriesDir(root, key));
        const name = [dataset, key.venue, key.symbol, key.timeframe].join(" ");
        if (files.length > 0) found.set(name, { ...key, source, files });
      }
    }
  }
  return [...found.values()].sort(compare);
}

function* scan(root: string, dataset: DatasetName, filter: SeriesFilter): Generator<DatasetKey> {
  const dir = join(root, dataset);
  for (const venue of filter.venue === undefined ? children(dir, "venue=") : [filter.venue]) {
    const symbols = filter.symbol === undefined
      ? children(join(dir, `venue=${venue}`), "symbol=").map(decodeSymbol)
      : [filter.symbol];
    for (const symbol of symbols) {
      if (symbol === undefined) continue;
      const key = { dataset, venue, symbol };
      if (!hasTimeframe(dataset)) yield { ...key, timeframe: null };
      else {
        for (const timeframe of children(symbolDir(root, key), "timeframe=")) {
          if (timeframes.includes(timeframe)) yield { ...key, timeframe };
        }
      }
    }
  }
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

function compare(a: HeldSeries, b: HeldSeries): number {
  const [left, right] = [a, b].map(({ dataset }) => datasetNames.indexOf(dataset));
  if (left !== right) return left! - right!;
  if (a.venue !== b.venue) return a.venue < b.venue ? -1 : 1;
  if (a.symbol !== b.symbol) return a.symbol < b.symbol ? -1 : 1;
  return timeframes.indexOf(a.timeframe ?? "") - timeframes.indexOf(b.timeframe ?? "");
}
