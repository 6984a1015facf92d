import { barsChecksum } from "../bar_columns.ts";
import type { Bars } from "../bars.ts";
import type { Instrument } from "../instrument.ts";
import { UserError } from "../user_error.ts";
import { readInstrument } from "./instruments.ts";
import { instrumentFile, lakeRoot } from "./layout.ts";
import { readSeries, readSeriesInChunks } from "./read_series.ts";
import type { TimeRange } from "./read_table.ts";
import type { SeriesQuery } from "./resolve_series.ts";
import type { HeldSeries, Source } from "./series.ts";

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
  const { series, table } = await readSeries(dataDir, { ...query, dataset: "bars" });
  const bars = table as unknown as Bars;
  return {
    instrument: instrumentOf(dataDir, series),
    timeframe: query.timeframe,
    bars,
    checksum: barsChecksum(bars),
    source: series.source,
  };
}

/**
 * The bars of a long series in time order, in pieces of `rows` bars (up to 2,047 more) and a rest:
 * no more than a piece is in memory at once.
 *
 * ```ts ignore
 * for await (const bars of readBarsInChunks(dataDir, query, { rows: 100_000 })) feed(bars);
 * ```
 *
 * @throws {UserError} as {@linkcode readBars} does; of a damaged file when it is reached.
 */
export async function* readBarsInChunks(
  dataDir: string,
  query: BarsQuery,
  { rows }: { readonly rows: number },
): AsyncGenerator<Bars> {
  const pieces = readSeriesInChunks(dataDir, { ...query, dataset: "bars", rows });
  for await (const table of pieces) yield table as unknown as Bars;
}

function instrumentOf(dataDir: string, { venue, symbol }: HeldSeries): Instrument {
  const instrument = readInstrument(dataDir, venue, symbol);
  if (instrument !== undefined) return instrument;
  throw new UserError(
    `Cannot load bars of "${symbol}": its instrument file ` +
      `"${instrumentFile(lakeRoot(dataDir), venue, symbol)}" is missing; import its bars again`,
  );
}
