import { barColumns } from "../bar_columns.ts";
import type { Bars } from "../bars.ts";
import { type TableColumn, writeTable } from "./write_table.ts";

/**
 * Write bars to a Parquet file: zstd, `ts` BIGINT and the rest DOUBLE, a volume of NaN as NULL. The
 * same bars give the same bytes.
 */
export async function writeParquet(path: string, bars: Bars): Promise<void> {
  const columns = barColumns.map((name): [string, TableColumn] => [
    name,
    { type: name === "ts" ? "BIGINT" : "DOUBLE", values: bars[name] },
  ]);
  await writeTable(path, Object.fromEntries(columns));
}
