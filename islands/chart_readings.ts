/** What charts say at one bar, as text. */
export interface Reading {
  readonly ts: number;
  readonly time: string;
  /** One a label. */
  readonly values: readonly string[];
}

/** What charts say over a range of time, in its order. */
export interface ChartReadings {
  readonly from: number;
  readonly to: number;
  readonly labels: readonly string[];
  readonly readings: readonly Reading[];
}

/** The row of the reading nearest to a time, by halving. */
export function nearestReading(readings: readonly Reading[], time: number): number {
  let low = 0;
  let high = readings.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (readings[middle]!.ts < time) low = middle + 1;
    else high = middle;
  }
  const before = readings[low - 1];
  return before && time - before.ts < readings[low]!.ts - time ? low - 1 : low;
}
