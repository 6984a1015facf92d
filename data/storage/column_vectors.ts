import type { DuckDBDataChunk } from "@duckdb/node-api";
import { absent, type DatasetTable } from "../dataset_table.ts";
import type { ColumnRule } from "../datasets.ts";
import { sqlText } from "./duckdb.ts";

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

  /** Copy a chunk's rows to the end. */
  take(chunk: DuckDBDataChunk): void {
    for (let i = 0; i < this.#copies.length; i++) {
      this.#copies[i]!(chunk.getColumnVector(i) as unknown as FixedVector, this.#rows);
    }
    this.#rows += chunk.rowCount;
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
  return ({ items, validity }: FixedVector, offset: number) => {
    const values = items as Float64Array;
    target.set(values, offset);
    for (const row of nulls(validity, values.length)) target[offset + row] = NaN;
  };
}

/** DuckDB's memory of a fixed-width vector, which its type declarations keep for subclasses. */
interface FixedVector {
  readonly items: unknown;
  readonly validity: { readonly data: unknown; itemValid(row: number): boolean };
}

function copyExactly({ items, validity }: FixedVector, target: BigInt64Array, offset: number) {
  const values = items as BigInt64Array;
  target.set(values, offset);
  for (const row of nulls(validity, values.length)) target[offset + row] = absent;
}

function copyWords(
  { items, validity }: FixedVector,
  target: string[],
  [words, offset]: readonly [words: readonly string[], offset: number],
): void {
  const numbers = items as Uint8Array;
  for (let i = 0; i < numbers.length; i++) target[offset + i] = words[numbers[i]! - 1] ?? "";
  for (const row of nulls(validity, numbers.length)) target[offset + row] = "";
}

function* nulls(validity: FixedVector["validity"], rows: number): Generator<number> {
  if (validity.data === null) return;
  for (let row = 0; row < rows; row++) if (!validity.itemValid(row)) yield row;
}
