import { type ColumnTable, table } from "arquero";
import type { DuckDBResultReader, JS } from "@duckdb/node-api";
import { showTables } from "./table_display.ts";

/**
 * The rows of a query as an Arquero table. A column of numbers without nulls is a `Float64Array`, so
 * that a million rows cost 8 MB a column.
 */
export function tableOf(reader: DuckDBResultReader): ColumnTable {
  showTables();
  const columns = reader.getColumnsObjectJS();
  return table(
    Object.fromEntries(Object.entries(columns).map(([name, values]) => [name, column(values)])),
    reader.deduplicatedColumnNames(),
  );
}

function column(values: readonly JS[]): readonly unknown[] | Float64Array {
  const narrowed = values.some((value) => typeof value === "bigint") ? narrow(values) : values;
  return narrowed.length > 0 && narrowed.every((value) => typeof value === "number")
    ? Float64Array.from(narrowed as number[])
    : narrowed.map(plain);
}

/** Whole numbers as numbers, unless the column holds one that a number cannot hold. */
function narrow(values: readonly JS[]): readonly JS[] {
  const exact = values.every((value) =>
    typeof value !== "bigint" ||
    (value <= Number.MAX_SAFE_INTEGER && value >= Number.MIN_SAFE_INTEGER)
  );
  return exact ? values.map((value) => typeof value === "bigint" ? Number(value) : value) : values;
}

/** A map as an object, lists with whole numbers as numbers; the rest as it is. */
function plain(value: JS): unknown {
  if (typeof value === "bigint" || value === null || typeof value !== "object") return value;
  if (!Array.isArray(value)) return value;
  const pairs = value as unknown as { key: JS; value: JS }[];
  const isMap = value.length > 0 &&
    pairs.every((pair) =>
      typeof pair === "object" && pair !== null && "key" in pair && "value" in pair
    );
  return isMap
    ? Object.fromEntries(pairs.map(({ key, value }) => [String(key), plain(value)]))
    : narrow(value).map(plain);
}
