import type { DuckDBDataChunk } from "@duckdb/node-api";
import { absent, type DatasetTable } from "../dataset_table.ts";
import type { ColumnRule } from "../datasets.ts";
import { bindings, sqlText } from "./duckdb.ts";

/** Columns beside `ts` with their rules, in order. */
export type NamedRules = readonly (readonly [name: string, rule: ColumnRule])[];

/** The columns to select for a {@linkcode TableFiller}: doubles as they are, words as numbers. */
export function columnsSql(
  rules: NamedRules,
  { exact = false }: { readonly exact?: boolean | undefined } = {},
): string {
  const columns = rules.map(([name, rule]) =>
    rule.type === "text"
      ? `list_position([${rule.words.map(sqlText).join(", ")}], "${name}")::UTINYINT`
      : `"${name}"::${rule.type === "integer" && exact ? "BIGINT" : "DOUBLE"}`
  );
  return ["ts::DOUBLE", ...columns].join(", ");
}

/** A table that is filled from DuckDB's chunks, one after the other. */
export class TableFiller {
  /** The rows taken so far, and zeros after them. A word that its rule does not know is "". */
  readonly table: DatasetTable;
  readonly #copies: readonly ((vector: FixedVector, offset: number) => void)[];
  #rows = 0;

  /** @param exact whole numbers with all their 64 bits instead of as doubles. */
  constructor(
    rules: NamedRules,
    { rows, exact = false }: { readonly rows: number; readonly exact?: boolean | undefined },
  ) {
    const ts = new Float64Array(rows);
    const columns = rules.map(([name, rule]) => [name, columnFor(rule, rows, exact)] as const);
    this.table = { ts, ...Object.fromEntries(columns.map(([name, { column }]) => [name, column])) };
    this.#copies = [copierOf(ts), ...columns.map(([, { copy }]) => copy)];
  }

  /**
   * Copy a chunk's rows to the end, straight from DuckDB's memory: the classes that stand for its
   * vectors cost as much again as the copy does.
   */
  take(chunk: DuckDBDataChunk): void {
    const { data_chunk_get_vector } = bindings();
    const { rowCount } = chunk;
    const native = (chunk as unknown as { readonly chunk: NativeChunk }).chunk;
    for (let i = 0; i < this.#copies.length; i++) {
      this.#copies[i]!({ vector: data_chunk_get_vector(native, i), rows: rowCount }, this.#rows);
    }
    this.#rows += rowCount;
  }
}

function columnFor(rule: ColumnRule, rows: number, exact: boolean) {
  if (rule.type === "text") {
    const column = new Array<string>(rows).fill("");
    const copy = (vector: FixedVector, offset: number) =>
      copyWords(vector, column, [rule.words, offset]);
    return { column, copy };
  }
  if (rule.type === "integer" && exact) {
    const column = new BigInt64Array(rows);
    return {
      column,
      copy: (vector: FixedVector, offset: number) => copyExactly(vector, column, offset),
    };
  }
  const column = new Float64Array(rows);
  return { column, copy: copierOf(column) };
}

function copierOf(target: Float64Array) {
  return (vector: FixedVector, offset: number) => {
    const { buffer, byteOffset } = memoryOf(vector, 8);
    target.set(new Float64Array(buffer, byteOffset, vector.rows), offset);
    for (const row of nulls(vector)) target[offset + row] = NaN;
  };
}

function copyExactly(vector: FixedVector, target: BigInt64Array, offset: number) {
  const { buffer, byteOffset } = memoryOf(vector, 8);
  target.set(new BigInt64Array(buffer, byteOffset, vector.rows), offset);
  for (const row of nulls(vector)) target[offset + row] = absent;
}

function copyWords(
  vector: FixedVector,
  target: string[],
  [words, offset]: readonly [words: readonly string[], offset: number],
): void {
  const numbers = memoryOf(vector, 1);
  for (let i = 0; i < vector.rows; i++) target[offset + i] = words[numbers[i]! - 1] ?? "";
  for (const row of nulls(vector)) target[offset + row] = "";
}

type NativeChunk = Parameters<ReturnType<typeof bindings>["data_chunk_get_vector"]>[0];

/** A vector whose values all take the same number of bytes. */
interface FixedVector {
  readonly vector: ReturnType<ReturnType<typeof bindings>["data_chunk_get_vector"]>;
  readonly rows: number;
}

function memoryOf({ vector, rows }: FixedVector, bytes: number): Uint8Array {
  return bindings().vector_get_data(vector, rows * bytes);
}

/** Rows without a value: a bit of 0 in the vector's mask, which is not there where all have one. */
function* nulls({ vector, rows }: FixedVector): Generator<number> {
  const mask: Uint8Array | null = bindings().vector_get_validity(vector, Math.ceil(rows / 64) * 8);
  if (mask === null) return;
  for (let row = 0; row < rows; row++) if ((mask[row >> 3]! >> (row & 7) & 1) === 0) yield row;
}
