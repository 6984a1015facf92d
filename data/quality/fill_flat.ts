import { allocateBars } from "../bar_columns.ts";
import type { Bars } from "../bars.ts";

/**
 * Bars for times that a series does not hold: all four prices are the close before, the volume is 0.
 * They are invented: nothing traded there that we know of, and an order would not have filled.
 */
export function fillFlat(bars: Bars, missing: readonly number[]): Bars {
  const filled = allocateBars(missing.length);
  let row = 0;
  missing.forEach((ts, i) => {
    while (row + 1 < bars.ts.length && bars.ts[row + 1]! < ts) row++;
    const price = bars.close[row]!;
    filled.ts[i] = ts;
    for (const name of ["open", "high", "low", "close"] as const) filled[name][i] = price;
  });
  return filled;
}
