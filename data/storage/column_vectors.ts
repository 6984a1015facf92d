import type { DuckDBDataChunk } from "@duckdb/node-api";
import { absent, type Column, type DatasetTable } from "../dataset_table.ts";
import type { ColumnRule } from "../datasets.ts";
import { sqlText } from "./duckdb.ts";

/** Columns beside `ts` with their rules, in order. */
export type NamedRules = readonly (readonly [name: string, rule: ColumnRule])[];

/** The columns to select so that {@linkcode tableOf} can take them over: words are their numbers. */
export function columnsSql(rules: NamedRules): string {
  const columns = rules.map(([name, rule]) =>
    rule.type === "text"
      ? `list_position([${rule.words.map(sqlText).join(", ")}], "${name}")::UTINYINT`
      : `"${name}"::${rule.type === "integer" ? "BIGINT" : "DOUBLE"}`
  );
  return ["ts::BIGINT", ...columns].join(", ");
}

/**
 * DuckDB's chunks as one table. A word that its rule does not know is "".
 *
 * @param exact whole numbers with all their 64 bits instead of as doubles.
 */
export function tableOf(
  chunks: readonly DuckDBDataChunk[],
  rules: NamedRules,
  { exact = false }: { readonly exact?: boolean | undefined } = {},
): DatasetTable {
  const rows = chunks.reduce((sum, chunk) => sum + chunk.rowCount, 0);
  const ts = new Float64Array(rows);
  eachVector(chunks, 0, (vector, offset) => copyWhole(vector, ts, offset));
  const columns = rules.map(([name, rule], i): [string, Column] => {
    if (rule.type === "text") {
      const words = new Array<string>(rows).fill("");
      eachVector(chunks, i + 1, (vector, offset) => copyWords(vector, words, [rule.words, offset]));
      return [name, words];
    }
    if (rule.type === "integer" && exact) {
      const exactly = new BigInt64Array(rows);
      eachVector(chunks, i + 1, (vector, offset) => copyExactly(vector, exactly, offset));
      return [name, exactly];
    }
    const numbers = new Float64Array(rows);
    const copy = rule.type === "integer" ? copyWhole : copyDoubles;
    eachVector(chunks, i + 1, (vector, offset) => copy(vector, numbers, offset));
    return [name, numbers];
  });
  return { ts, ...Object.fromEntries(columns) };
}

/** DuckDB's memory of a fixed-width vector, which its type declarations keep for subclasses. */
interface FixedVector {
  readonly items: unknown;
  readonly validity: { readonly data: unknown; itemValid(row: number): boolean };
}

function eachVector(
  chunks: readonly DuckDBDataChunk[],
  column: number,
  copy: (vector: FixedVector, offset: number) => void,
): void {
  let offset = 0;
  for (const chunk of chunks) {
    copy(chunk.getColumnVector(column) as unknown as FixedVector, offset);
    offset += chunk.rowCount;
  }
}

function copyDoubles({ items, validity }: FixedVector, target: Float64Array, offset: number): void {
  const values = items as Float64Array;
  target.set(values, offset);
  for (const row of nulls(validity, values.length)) target[offset + row] = NaN;
}

function copyWhole({ items, validity }: FixedVector, target: Float64Array, offset: number): void {
  const values = items as BigInt64Array;
  for (let i = 0; i < values.length; i++) target[offset + i] = Number(values[i]);
  for (const row of nulls(validity, values.length)) target[offset + row] = NaN;
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
