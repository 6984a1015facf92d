import { concatTables, type DatasetTable, pickRows } from "../dataset_table.ts";

/** Two tables made one, and what the newer one did to the older. */
export interface MergedTable {
  readonly table: DatasetTable;
  /** Rows that the older table did not hold. */
  readonly added: number;
  /** Rows that replaced different values. */
  readonly changed: number;
  /** Rows of the older table that are gone without a newer one in their place. */
  readonly removed: number;
}

/**
 * Merge two tables with the same columns whose times are ascending and unique; where both hold a
 * time the newer row wins.
 *
 * @param keyOf what tells times apart, as `timeKey` does; the time itself where not named.
 */
export function mergeByTime(
  older: DatasetTable,
  newer: DatasetTable,
  keyOf: (ts: number) => number = (ts) => ts,
): MergedTable {
  if (older.ts.length === 0) {
    return { table: newer, added: newer.ts.length, changed: 0, removed: 0 };
  }
  const offset = older.ts.length;
  const rows = new Int32Array(offset + newer.ts.length);
  const same = rowComparer(older, newer);
  let count = 0, added = 0, changed = 0;
  for (let i = 0, j = 0; i < offset || j < newer.ts.length; count++) {
    const left = i < offset ? keyOf(older.ts[i]!) : Infinity;
    const right = j < newer.ts.length ? keyOf(newer.ts[j]!) : Infinity;
    if (left < right) {
      rows[count] = i++;
      continue;
    }
    if (left > right) added++;
    else if (!same(i++, j)) changed++;
    rows[count] = offset + j++;
  }
  const table = pickRows(concatTables([older, newer]), rows.subarray(0, count));
  return { table, added, changed, removed: 0 };
}

/** Whether row `i` of the older table equals row `j` of the newer, value by value, NaN with NaN. */
export function rowComparer(
  older: DatasetTable,
  newer: DatasetTable,
): (i: number, j: number) => boolean {
  const pairs = Object.keys(older).map((name) => [older[name]!, newer[name]!] as const);
  return (i, j) => pairs.every(([left, right]) => Object.is(left[i], right[j]));
}
