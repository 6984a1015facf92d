import type { Bars } from "../bars.ts";
import { isFlat } from "./find_zero_volume.ts";
import type { MarkedRange, Marks } from "./marks.ts";

/**
 * Open times of the bars that were invented to fill a gap: those that are marked so and are still
 * flat without volume. A bar of the venue's that came since is none, whatever the mark says.
 */
export function filledBars(bars: Bars, { filled }: Pick<Marks, "filled">): number[] {
  const times: number[] = [];
  for (const range of filled) {
    for (let i = firstFrom(bars.ts, range); i < bars.ts.length && bars.ts[i]! <= range.to; i++) {
      if (isFlat(bars, i)) times.push(bars.ts[i]!);
    }
  }
  return times;
}

function firstFrom(ts: Float64Array, { from }: MarkedRange): number {
  let low = 0, high = ts.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (ts[middle]! < from) low = middle + 1;
    else high = middle;
  }
  return low;
}
