/** Columns of pixels over a span of time. */
export interface DecimateOptions {
  /** Open times, sorted. */
  readonly ts: Float64Array;
  /** How many columns of pixels there are. */
  readonly columns: number;
}

/**
 * The rows that a line chart needs: first, last, lowest and highest of each column of pixels, in
 * time order (M4, Jugel et al. 2014). The line through them covers the same pixels as the line
 * through all rows. Up to four rows a column, and all of them where there are no more.
 */
export function decimate(
  values: Float64Array,
  { ts, columns }: DecimateOptions,
): Uint32Array {
  if (ts.length <= columns * 4) return Uint32Array.from(ts, (_, row) => row);
  const kept = new Uint32Array(columns * 4);
  const start = ts[0]!;
  const perMs = columns / (ts[ts.length - 1]! - start || 1);
  let count = 0;
  for (let first = 0; first < ts.length;) {
    const column = columnOf(ts[first]!);
    let low = first;
    let high = first;
    let last = first;
    for (; last + 1 < ts.length && columnOf(ts[last + 1]!) === column; last++) {
      if (values[last + 1]! < values[low]!) low = last + 1;
      if (values[last + 1]! > values[high]!) high = last + 1;
    }
    let previous = -1;
    for (const row of [first, Math.min(low, high), Math.max(low, high), last]) {
      if (row > previous) kept[count++] = previous = row;
    }
    first = last + 1;
  }
  return kept.subarray(0, count);

  function columnOf(time: number): number {
    return Math.min(columns - 1, Math.floor((time - start) * perMs));
  }
}
