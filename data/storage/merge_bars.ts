import { allocateBars, barColumns, sliceBars } from "../bar_columns.ts";
import type { Bars } from "../bars.ts";

/** Two series made one, and what the newer one did to the older. */
export interface MergedBars {
  readonly bars: Bars;
  /** Bars at times that the older series did not hold. */
  readonly added: number;
  /** Bars that replaced different values at the same time. */
  readonly changed: number;
}

/** Merge two series by time; where both hold a bar the newer one wins. */
export function mergeBars(older: Bars, newer: Bars): MergedBars {
  const merged = allocateBars(older.ts.length + newer.ts.length);
  let rows = 0, added = 0, changed = 0;
  for (let i = 0, j = 0; i < older.ts.length || j < newer.ts.length; rows++) {
    const left = older.ts[i] ?? Infinity;
    const right = newer.ts[j] ?? Infinity;
    if (left < right) {
      copyRow(older, i++, merged, rows);
      continue;
    }
    if (left > right) added++;
    else if (!sameRow(older, i++, newer, j)) changed++;
    copyRow(newer, j++, merged, rows);
  }
  return { bars: sliceBars(merged, 0, rows), added, changed };
}

function copyRow(from: Bars, row: number, into: Bars, at: number): void {
  for (const name of barColumns) into[name][at] = from[name][row]!;
}

function sameRow(a: Bars, i: number, b: Bars, j: number): boolean {
  return barColumns.every((name) => Object.is(a[name][i], b[name][j]));
}
