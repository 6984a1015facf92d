import type { DuckDBConnection, DuckDBInstance } from "@duckdb/node-api";
import type Bindings from "@duckdb/node-bindings";

let instance: Promise<DuckDBInstance> | undefined;
let loaded: typeof Bindings | undefined;

/**
 * Run an action on a fresh connection to the process's one in-memory DuckDB, which is loaded on
 * first use. Extensions are never fetched, and files are read anew each time because other
 * processes replace them.
 */
export async function withDuckDB<T>(action: (db: DuckDBConnection) => Promise<T>): Promise<T> {
  const db = await connect();
  try {
    return await action(db);
  } finally {
    db.disconnectSync();
  }
}

/** A connection for a caller that closes it, as one that hands rows on bit by bit must. */
export async function connect(): Promise<DuckDBConnection> {
  instance ??= create();
  return await (await instance).connect();
}

/** DuckDB's own functions, below its classes: they are there once something was connected. */
export function bindings(): typeof Bindings {
  if (loaded === undefined) throw new TypeError("DuckDB is not loaded before the first connection");
  return loaded;
}

async function create(): Promise<DuckDBInstance> {
  const { DuckDBInstance } = await import("@duckdb/node-api");
  loaded = (await import("@duckdb/node-bindings")).default;
  return DuckDBInstance.create(":memory:", {
    autoinstall_known_extensions: "false",
    autoload_known_extensions: "false",
    enable_external_file_cache: "false",
  });
}

/** A text as an SQL literal. */
export function sqlText(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

/** A table of Parquet files as SQL; the paths are taken as they are, patterns included. */
export function sqlParquet(files: readonly string[]): string {
  const list = files.map((file) => sqlText(file)).join(", ");
  return `read_parquet([${list}], hive_partitioning = false)`;
}
