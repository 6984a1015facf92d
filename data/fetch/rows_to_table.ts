import type { Column, DatasetTable } from "../dataset_table.ts";
import { columnRules } from "../datasets.ts";
import type { Row } from "./check_row.ts";
import type { FetchedDataset } from "./fetched_datasets.ts";

/** Rows as the columns that the lake takes. */
export function rowsToTable(dataset: FetchedDataset, rows: readonly Row[]): DatasetTable {
  const columns = columnRules(dataset).map(([name, { type }], column): [string, Column] => [
    name,
    type === "text"
      ? rows.map(({ values }) => String(values[column] ?? ""))
      : Float64Array.from(rows, ({ values }) => Number(values[column] ?? NaN)),
  ]);
  return { ts: Float64Array.from(rows, ({ ts }) => ts), ...Object.fromEntries(columns) };
}
