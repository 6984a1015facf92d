import type { DuckDBConnection } from "@duckdb/node-api";
import { checkDataDir, defaultDataDir, resolvePath } from "../data_dir.ts";
import type { Bars } from "../bars.ts";
import type { ColumnName, DatasetName } from "../datasets.ts";
import type { Instrument } from "../instrument.ts";
import { messageOf } from "../message_of.ts";
import { UserError } from "../user_error.ts";
import { withDuckDB } from "./duckdb.ts";
import { resolveInstrument } from "./instruments.ts";
import { type DatasetSummary, listDatasets, type ListOptions } from "./list_datasets.ts";
import { listSeries, type SeriesSummary } from "./list_series.ts";
import { type BarsQuery, type LoadedBars, readBars, readBarsInChunks } from "./read_bars.ts";
import { type DatasetQuery, type LoadedDataset, readDataset } from "./read_dataset.ts";
import { createLakeViews } from "./views.ts";
import { type BarsToWrite, writeBars, type WrittenBars } from "./write_bars.ts";
import { type DatasetToWrite, writeDataset, type Written } from "./write_dataset.ts";

/** Where the lake is. */
export interface LakeOptions {
  /** The data directory; `TAPEOUT_DATA_DIR`, else the repository's `data/`, where not named. */
  readonly dataDir?: string | undefined;
}

/** Rows of a query, one object a row. */
export type QueryRows = readonly Readonly<Record<string, unknown>>[];

/** The market data and instruments of a data directory, with the sample beside them. */
export interface Lake {
  /** The data directory as an absolute path. */
  readonly dataDir: string;
  /** Load one series as columns; see {@linkcode readBars}. */
  readBars(query: BarsQuery): Promise<LoadedBars>;
  /** Merge bars into the lake; see {@linkcode writeBars}. */
  writeBars(write: BarsToWrite): Promise<WrittenBars>;
  /** The same bars in pieces, for series too long for memory; see {@linkcode readBarsInChunks}. */
  readBarsInChunks(query: BarsQuery, options: { readonly rows: number }): AsyncIterable<Bars>;
  /** Load one series of any dataset as columns; see {@linkcode readDataset}. */
  readDataset<D extends DatasetName, C extends ColumnName<D> = ColumnName<D>>(
    query: DatasetQuery<D, C>,
  ): Promise<LoadedDataset<D, C>>;
  /** Merge rows of any dataset into the lake; see {@linkcode writeDataset}. */
  writeDataset(write: DatasetToWrite): Promise<Written>;
  /** All bars that are held. */
  list(): Promise<SeriesSummary[]>;
  /** Every series of every dataset that is held; see {@linkcode listDatasets}. */
  listDatasets(options?: ListOptions): Promise<DatasetSummary[]>;
  /** The instrument with this symbol; the venue may be left out where one only trades it. */
  instrument(symbol: string, venue?: string): Instrument;
  /** Run SQL over the views of {@linkcode createLakeViews}; whole numbers come as `bigint`. */
  query(sql: string): Promise<QueryRows>;
  /** Make the views of the datasets and `instruments` on a connection of the caller's. */
  createViews(db: DuckDBConnection): Promise<void>;
}

/**
 * Open the lake of a data directory. Nothing is read or created until it is asked for.
 *
 * ```ts ignore
 * const { bars } = await openLake().readBars({ symbol: "SPX", timeframe: "1d" });
 * ```
 *
 * @throws {UserError} where the data directory is a file.
 */
export function openLake(options: LakeOptions = {}): Lake {
  const dataDir = checkDataDir(
    options.dataDir === undefined ? defaultDataDir() : resolvePath(options.dataDir),
  );
  return {
    dataDir,
    readBars: (query) => readBars(dataDir, query),
    writeBars: (write) => writeBars(dataDir, write),
    readBarsInChunks: (query, options) => readBarsInChunks(dataDir, query, options),
    readDataset: (query) => readDataset(dataDir, query),
    writeDataset: (write) => writeDataset(dataDir, write),
    list: () => listSeries(dataDir),
    listDatasets: (options) => listDatasets(dataDir, options),
    instrument: (symbol, venue) => resolveInstrument(dataDir, symbol, venue),
    query: (sql) =>
      withDuckDB(async (db) => {
        await createLakeViews(db, dataDir);
        return await rowsOf(db, sql);
      }),
    createViews: (db) => createLakeViews(db, dataDir),
  };
}

async function rowsOf(db: DuckDBConnection, sql: string): Promise<QueryRows> {
  try {
    return await (await db.run(sql)).getRowObjectsJS();
  } catch (error) {
    const [reason] = messageOf(error).split("\n\n");
    throw new UserError(`Cannot run the query: ${reason!.replace(/\s*\n\s*/g, "; ")}`);
  }
}
