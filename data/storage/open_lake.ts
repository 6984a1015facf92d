import type { DuckDBConnection } from "@duckdb/node-api";
import { checkDataDir, defaultDataDir, resolvePath } from "../data_dir.ts";
import type { Instrument } from "../instrument.ts";
import { messageOf } from "../message_of.ts";
import { UserError } from "../user_error.ts";
import { withDuckDB } from "./duckdb.ts";
import { resolveInstrument } from "./instruments.ts";
import { listSeries, type SeriesSummary } from "./list_series.ts";
import { type BarsQuery, type LoadedBars, readBars } from "./read_bars.ts";
import { createLakeViews } from "./views.ts";
import { type BarsToWrite, writeBars, type WrittenBars } from "./write_bars.ts";

/** Where the lake is. */
export interface LakeOptions {
  /** The data directory; `TAPEOUT_DATA_DIR`, else the repository's `data/`, where not named. */
  readonly dataDir?: string | undefined;
}

/** Rows of a query, one object a row. */
export type QueryRows = readonly Readonly<Record<string, unknown>>[];

/** The bars and instruments of a data directory, with the sample beside them. */
export interface Lake {
  /** The data directory as an absolute path. */
  readonly dataDir: string;
  /** Load one series as columns; see {@linkcode readBars}. */
  readBars(query: BarsQuery): Promise<LoadedBars>;
  /** Merge bars into the lake; see {@linkcode writeBars}. */
  writeBars(write: BarsToWrite): Promise<WrittenBars>;
  /** Everything that is held. */
  list(): Promise<SeriesSummary[]>;
  /** The instrument with this symbol; the venue may be left out where one only trades it. */
  instrument(symbol: string, venue?: string): Instrument;
  /** Run SQL over the views `bars` and `instruments`; whole numbers come as `bigint`. */
  query(sql: string): Promise<QueryRows>;
  /** Make the views `bars` and `instruments` on a connection of the caller's. */
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
    list: () => listSeries(dataDir),
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
