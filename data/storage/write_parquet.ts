import type { DatasetTable } from "../dataset_table.ts";
import { type TableColumn, writeTable } from "./write_table.ts";

/**
 * Write rows of a dataset to a Parquet file: zstd, `ts` and whole numbers BIGINT, the others DOUBLE
 * with NaN as NULL, texts VARCHAR. The same rows give the same bytes.
 */
export async function writeParquet(path: string, table: DatasetTable): Promise<void> {
  const columns = Object.entries(table).map(([name, values]): [string, TableColumn] => {
    if (!("subarray" in values)) return [name, { type: "VARCHAR", values }];
    if (name === "ts" || values instanceof BigInt64Array) return [name, { type: "BIGINT", values }];
    return [name, { type: "DOUBLE", values }];
  });
  await writeTable(path, Object.fromEntries(columns));
}
