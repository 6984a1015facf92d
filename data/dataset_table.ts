import { createHash, type Hash } from "node:crypto";
import { type ColumnName, columnRules, type DatasetName, type datasets } from "./datasets.ts";

/** Values of one column: numbers, whole numbers of 64 bits, or texts. */
export type Column = Float64Array | BigInt64Array | readonly string[];

/**
 * Rows of a dataset as columns of equal length by name. A missing number is NaN, a missing whole
 * number of 64 bits is {@linkcode absent}; a text is never missing.
 */
export type DatasetTable = Readonly<Record<string, Column>> & { readonly ts: Float64Array };

/**
 * Columns of a dataset as readers get them: `ts`, then numbers as doubles (whole ones exact up to
 * 2^53, NaN where missing) and texts.
 */
export type DatasetColumns<D extends DatasetName, C extends ColumnName<D> = ColumnName<D>> =
  & { readonly ts: Float64Array }
  & { readonly [N in C]: MemoryOf<(typeof datasets)[D]["columns"][N]> };

type MemoryOf<R> = R extends { readonly type: "text" } ? readonly string[] : Float64Array;

/** Stands for a missing whole number in a `BigInt64Array`. */
export const absent: bigint = -(2n ** 63n);

/**
 * The same rows with every column of the dataset in the order of its files: columns that were left
 * out are missing values, and whole numbers are of 64 bits.
 *
 * @throws {TypeError} for a column that the dataset does not have, one that it must have, a column
 * of another length or type, and a whole number that is none.
 */
export function completeTable(dataset: DatasetName, table: DatasetTable): DatasetTable {
  const rules = columnRules(dataset);
  const rows = table.ts.length;
  for (const name of Object.keys(table)) {
    if (name !== "ts" && !rules.some(([known]) => known === name)) {
      throw new TypeError(`${dataset} have no column "${name}"`);
    }
  }
  const columns = rules.map(([name, rule]): [string, Column] => {
    const column = table[name];
    if (column === undefined && !("optional" in rule)) {
      throw new TypeError(`${dataset} need column "${name}"`);
    }
    if (column !== undefined && column.length !== rows) {
      throw new TypeError(`column ${name} has ${column.length} rows and ts has ${rows}`);
    }
    const values = column ?? new Float64Array(rows).fill(NaN);
    if (rule.type === "integer") return [name, integers(name, values)];
    if (rule.type === "text" ? !("subarray" in values) : values instanceof Float64Array) {
      return [name, values];
    }
    throw new TypeError(`column ${name} has no ${rule.type}s`);
  });
  return { ts: table.ts, ...Object.fromEntries(columns) };
}

/** Rows `begin` to `end`, exclusive; numbers are views and not copied. */
export function sliceTable<T extends DatasetTable>(table: T, begin: number, end: number): T {
  return mapTable(
    table,
    (column) => "subarray" in column ? column.subarray(begin, end) : column.slice(begin, end),
  );
}

/** These rows, by their numbers, in this order. */
export function pickRows<T extends DatasetTable>(table: T, rows: Int32Array): T {
  return mapTable(table, (column) => {
    if (!("subarray" in column)) return Array.from(rows, (row) => column[row]!);
    const picked = column instanceof Float64Array
      ? new Float64Array(rows.length)
      : new BigInt64Array(rows.length);
    for (let i = 0; i < rows.length; i++) picked[i] = column[rows[i]!]!;
    return picked;
  });
}

/** Rows of several tables with the same columns, one after the other. */
export function concatTables<T extends DatasetTable>(tables: readonly [T, ...T[]]): T {
  const rows = tables.reduce((sum, { ts }) => sum + ts.length, 0);
  return mapTable(tables[0], (first, name) => {
    const parts = tables.map((table) => table[name]!);
    if (!("subarray" in first)) return (parts as string[][]).flat();
    const joined = first instanceof Float64Array ? new Float64Array(rows) : new BigInt64Array(rows);
    let offset = 0;
    for (const part of parts) {
      joined.set(part as never, offset);
      offset += part.length;
    }
    return joined;
  });
}

/**
 * SHA-256, hex, over the columns in order: numbers by their bytes, texts as UTF-8 with a line end
 * after each. Of bars it equals {@linkcode barsChecksum}.
 */
export function tableChecksum(table: DatasetTable): string {
  const hash = createHash("sha256");
  const { ts, ...rest } = table;
  for (const column of [ts, ...Object.values(rest)]) hashColumn(hash, column);
  return hash.digest("hex");
}

/** Take one column into a checksum as {@linkcode tableChecksum} does. */
export function hashColumn(hash: Hash, column: Column): void {
  if ("subarray" in column) {
    hash.update(new Uint8Array(column.buffer, column.byteOffset, column.byteLength));
  } else for (const value of column) hash.update(`${value}\n`);
}

function mapTable<T extends DatasetTable>(
  table: T,
  change: (column: Column, name: string) => Column,
): T {
  const columns = Object.entries<Column>(table).map(([name, each]) => [name, change(each, name)]);
  return Object.fromEntries(columns) as T;
}

function integers(name: string, column: Column): BigInt64Array {
  if (column instanceof BigInt64Array) return column;
  if (!("subarray" in column)) throw new TypeError(`column ${name} has no numbers`);
  return BigInt64Array.from(column, (value) => {
    if (Number.isNaN(value)) return absent;
    if (Number.isSafeInteger(value)) return BigInt(value);
    throw new TypeError(`column ${name} has ${value}, which is no exact whole number`);
  });
}
