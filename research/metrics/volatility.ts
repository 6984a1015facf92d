import { finiteOrNull } from "./finite_or_null.ts";
import { standardDeviation } from "./moments.ts";

/**
 * Annualised standard deviation of returns, a fraction: std(r, n − 1) · √P. Null with fewer than
 * two returns.
 */
export function volatility(returns: Float64Array, periodsPerYear: number): number | null {
  return finiteOrNull(standardDeviation(returns) * Math.sqrt(periodsPerYear));
}
