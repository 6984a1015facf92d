import type { DuckDBConnection, DuckDBType, DuckDBVector } from "@duckdb/node-api";
import { absent } from "../dataset_table.ts";
import { sqlText, withDuckDB } from "./duckdb.ts";

/** Values of one column: whole numbers ({@linkcode absent} as NULL), doubles (NaN as NULL) or text. */
export type TableColumn =
  | { readonly type: "BIGINT"; readonly values: Float64Array | BigInt64Array }
  | { readonly type: "DOUBLE"; readonly values: Float64Array }
  | { readonly type: "VARCHAR"; readonly values: readonly (string | null)[] };

/** Columns of equal length by name, in the order that the file has them. */
export type Table = Readonly<Record<string, TableColumn>>;

const CHUNK_ROWS = 2048;

/** Writes columns to a zstd Parquet file. The same columns give the same bytes. */
export async function writeTable(path: string, table: Table): Promise<void> {
  await withDuckDB(async (db) => {
    await stage(db, table);
    const select = Object.entries(table).map(([name, { type, values }]) => {
      if (type === "DOUBLE") {
        return `CASE WHEN isnan("${name}") THEN NULL ELSE "${name}" END AS "${name}"`;
      }
      return values instanceof BigInt64Array
        ? `nullif("${name}", ${absent}) AS "${name}"`
        : `"${name}"`;
    });
    await db.run(
      `COPY (SELECT ${select.join(", ")} FROM staged) TO ${sqlText(path)} ` +
        `(FORMAT parquet, COMPRESSION zstd, USE_TMP_FILE false)`,
    );
  });
}

async function stage(db: DuckDBConnection, table: Table): Promise<void> {
  const duckdb = await import("@duckdb/node-api");
  const columns = Object.entries(table);
  const types: DuckDBType[] = columns.map(([, { type }]) => duckdb[type]);
  await db.run(
    `CREATE TEMP TABLE staged (${
      columns.map(([name, { type }]) => `"${name}" ${type}`).join(", ")
    })`,
  );
  const appender = await db.createAppender("staged");
  const rows = columns[0]?.[1].values.length ?? 0;
  for (let begin = 0; begin < rows; begin += CHUNK_ROWS) {
    const end = Math.min(begin + CHUNK_ROWS, rows);
    const chunk = duckdb.DuckDBDataChunk.create(types, end - begin);
    columns.forEach(([, column], i) => fill(chunk.getColumnVector(i), column, begin, end));
    appender.appendDataChunk(chunk);
  }
  appender.closeSync();
}

function fill(vector: DuckDBVector, column: TableColumn, begin: number, end: number): void {
  if (column.type === "VARCHAR") {
    for (let i = begin; i < end; i++) vector.setItem(i - begin, column.values[i] as never);
  } else {
    // The vector's own memory, which its type declarations keep for subclasses.
    const { items } = vector as unknown as { items: BigInt64Array | Float64Array };
    const { values } = column;
    if (items instanceof BigInt64Array && values instanceof Float64Array) {
      for (let i = begin; i < end; i++) items[i - begin] = BigInt(values[i]!);
    } else items.set(values.subarray(begin, end) as never);
  }
  vector.flush();
}
