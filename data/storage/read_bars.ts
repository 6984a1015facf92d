import { basename } from "node:path";
import { barsChecksum } from "../bar_columns.ts";
import type { Bars } from "../bars.ts";
import { formatTime } from "../format_time.ts";
import type { Instrument } from "../instrument.ts";
import { UserError } from "../user_error.ts";
import { readInstrument } from "./instruments.ts";
import { instrumentFile, lakeRoot, partitionRange } from "./layout.ts";
import { readColumns, type TimeRange } from "./read_columns.ts";
import { resolveSeries, type SeriesQuery } from "./resolve_series.ts";
import type { Series, Source } from "./series.ts";

/** Which bars to load: a series, and of it the bars that open from `from` on and before `to`. */
export interface BarsQuery extends SeriesQuery, TimeRange {}

/** Bars of one instrument, and where they came from. */
export interface LoadedBars {
  readonly instrument: Instrument;
  readonly timeframe: string;
  readonly bars: Bars;
  /** SHA-256, hex, over the columns: equal checksums are equal bars, whatever files held them. */
  readonly checksum: string;
  readonly source: Source;
}

/**
 * Load one series as columns from the lake, or from the sample where the lake holds nothing of it.
 *
 * @throws {UserError} for a series that is not held, a range without bars and a damaged file.
 */
export async function readBars(dataDir: string, query: BarsQuery): Promise<LoadedBars> {
  const { from, to, timeframe } = query;
  if (from !== undefined && to !== undefined && from >= to) {
    throw new UserError(
      `Cannot load bars from ${formatTime(from)} to ${formatTime(to)}: ` +
        `the range is empty; let --from be before --to`,
    );
  }
  const series = resolveSeries(dataDir, query);
  const instrument = readInstrument(dataDir, series.venue, series.symbol);
  if (instrument === undefined) {
    throw new UserError(
      `Cannot load bars of "${series.symbol}": its instrument file ` +
        `"${instrumentFile(lakeRoot(dataDir), series.venue, series.symbol)}" is missing; ` +
        `import its bars again`,
    );
  }
  const files = series.files.filter((file) => overlaps(file, from, to));
  const bars = files.length === 0 ? undefined : await readColumns(files, { from, to });
  if (bars === undefined || bars.ts.length === 0) throw await nothingIn(series, query);
  return { instrument, timeframe, bars, checksum: barsChecksum(bars), source: series.source };
}

function overlaps(file: string, from = -Infinity, to = Infinity): boolean {
  const [begin, end] = partitionRange(basename(file, ".parquet"))!;
  return begin < to && end > from;
}

async function nothingIn(series: Series, { from, to }: BarsQuery): Promise<UserError> {
  const first = (await readColumns(series.files.slice(0, 1))).ts;
  const last = (await readColumns(series.files.slice(-1))).ts;
  const range = [
    ...(from === undefined ? [] : [`from ${formatTime(from)}`]),
    ...(to === undefined ? [] : [`before ${formatTime(to)}`]),
  ].join(" ");
  const held = first.length === 0
    ? "its files are empty; import its bars again"
    : `held is ${formatTime(first[0]!)} to ${formatTime(last.at(-1)!)}; change --from or --to`;
  return new UserError(
    `No ${series.timeframe} bars of "${series.symbol}" at "${series.venue}" ${range}: ${held}`,
  );
}
