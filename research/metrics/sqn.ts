import { finiteOrNull } from "./finite_or_null.ts";
import { mean, type Sample, standardDeviation } from "./moments.ts";

/** A spread below this share of the mean is rounding, so the profits are all the same. */
const ROUNDING = 8 * Number.EPSILON;

/**
 * System quality number of closed trades: √n · mean(profit) / std(profit, n − 1), profits in
 * currency and net of fees (Van Tharp; backtesting.py). Null with fewer than two trades or when all
 * earned the same.
 */
export function sqn(profits: Sample): number | null {
  const average = mean(profits);
  const deviation = standardDeviation(profits);
  if (!(deviation > Math.abs(average) * ROUNDING)) return null;
  return finiteOrNull(Math.sqrt(profits.length) * average / deviation);
}
