import type { DuckDBVector } from "@duckdb/node-api";
import { barColumns } from "../bar_columns.ts";
import type { Bars } from "../bars.ts";
import { sqlText, withDuckDB } from "./duckdb.ts";

const chunkRows = 2048;

/**
 * Write bars to a Parquet file: zstd, `ts` BIGINT and the rest DOUBLE, a volume of NaN as NULL. The
 * same bars give the same bytes.
 */
export async function writeParquet(path: string, bars: Bars): Promise<void> {
  const { BIGINT, DOUBLE, DuckDBDataChunk } = await import("@duckdb/node-api");
  await withDuckDB(async (db) => {
    await db.run(
      `CREATE TEMP TABLE staged (ts BIGINT, open DOUBLE, high DOUBLE, low DOUBLE, close DOUBLE, ` +
        `volume DOUBLE)`,
    );
    const appender = await db.createAppender("staged");
    for (let begin = 0; begin < bars.ts.length; begin += chunkRows) {
      const end = Math.min(begin + chunkRows, bars.ts.length);
      const types = barColumns.map((name) => name === "ts" ? BIGINT : DOUBLE);
      const chunk = DuckDBDataChunk.create(types, end - begin);
      barColumns.forEach((name, column) =>
        fill(chunk.getColumnVector(column), bars[name].subarray(begin, end))
      );
      appender.appendDataChunk(chunk);
    }
    appender.closeSync();
    await db.run(
      `COPY (SELECT ts, open, high, low, close, ` +
        `CASE WHEN isnan(volume) THEN NULL ELSE volume END AS volume FROM staged ORDER BY ts) ` +
        `TO ${sqlText(path)} (FORMAT parquet, COMPRESSION zstd, USE_TMP_FILE false)`,
    );
  });
}

/** Copy a column into DuckDB's memory of a vector, which its type declarations do not show. */
function fill(vector: DuckDBVector, values: Float64Array): void {
  const { items } = vector as unknown as { items: BigInt64Array | Float64Array };
  if (items instanceof Float64Array) items.set(values);
  else for (let i = 0; i < values.length; i++) items[i] = BigInt(values[i]!);
  (vector as unknown as { flush(): void }).flush();
}
