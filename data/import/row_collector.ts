import type { Column, DatasetTable } from "../dataset_table.ts";
import { pickRows, sliceTable } from "../dataset_table.ts";
import { columnRules, type DatasetName, type NumberRule, type TextRule } from "../datasets.ts";
import type { Value } from "./row_reader.ts";

type Store = Float64Array | BigInt64Array | Uint8Array;

/** Gathers rows of a dataset in typed columns that grow, in order of arrival. */
export class RowCollector {
  /** Rows held. */
  rows = 0;
  #capacity = 1024;
  #ts: Float64Array = new Float64Array(this.#capacity);
  readonly #rules: readonly (readonly [string, NumberRule | TextRule])[];
  #stores: Store[];

  constructor(dataset: DatasetName) {
    this.#rules = columnRules(dataset);
    this.#stores = this.#rules.map(([, { type }]) =>
      type === "text"
        ? new Uint8Array(this.#capacity)
        : type === "integer"
        ? new BigInt64Array(this.#capacity)
        : new Float64Array(this.#capacity)
    );
  }

  /** Take a row over: its values are copied. */
  add(ts: number, values: readonly Value[]): void {
    if (this.rows === this.#capacity) this.#grow();
    this.#ts[this.rows] = ts;
    for (let i = 0; i < values.length; i++) this.#stores[i]![this.rows] = values[i]!;
    this.rows++;
  }

  /** The times so far; a view that the next row may outdate. */
  times(): Float64Array {
    return this.#ts.subarray(0, this.rows);
  }

  /** The rows in order of arrival, without those of these numbers. */
  table(without: readonly number[] = []): DatasetTable {
    const columns = this.#rules.map(([name, rule], i): [string, Column] => {
      const store = this.#stores[i]!.subarray(0, this.rows);
      if (rule.type !== "text") return [name, store as Column];
      return [name, Array.from(store as Uint8Array, (code) => rule.words[code]!)];
    });
    const table = { ts: this.times(), ...Object.fromEntries(columns) };
    if (without.length === 0) return table;
    const gone = new Set(without);
    const kept = [...table.ts.keys()].filter((row) => !gone.has(row));
    return pickRows(table, Int32Array.from(kept));
  }

  /** Take the rows before a time out, in order of arrival. */
  takeBefore(ts: number): DatasetTable {
    const taken: number[] = [], kept: number[] = [];
    this.times().forEach((time, row) => (time < ts ? taken : kept).push(row));
    const table = pickRows(this.table(), Int32Array.from(taken));
    kept.forEach((row, at) => {
      this.#ts[at] = this.#ts[row]!;
      for (const store of this.#stores) store[at] = store[row]!;
    });
    this.rows = kept.length;
    return table;
  }

  #grow(): void {
    this.#capacity *= 2;
    const larger = <T extends Store>(store: T): T => {
      const copy = new (store.constructor as new (length: number) => T)(this.#capacity);
      copy.set(store as never);
      return copy;
    };
    this.#ts = larger(this.#ts);
    this.#stores = this.#stores.map(larger);
  }
}

/** The rows of a table by time; rows that share one keep their order. */
export function sortedByTime(table: DatasetTable): DatasetTable {
  const { ts } = table;
  let ascending = true, descending = true;
  for (let i = 1; i < ts.length; i++) {
    if (ts[i]! < ts[i - 1]!) ascending = false;
    else descending = false;
  }
  if (ascending) return sliceTable(table, 0, ts.length);
  const rows = Int32Array.from(ts.keys());
  return pickRows(
    table,
    descending ? rows.reverse() : rows.sort((a, b) => ts[a]! - ts[b]! || a - b),
  );
}
