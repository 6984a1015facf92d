import { mean } from "./moments.ts";

/**
 * Expected return of one period in the worst 5 %, a fraction: the mean of the lowest
 * ⌊(n − 1) · 0.05⌋ + 1 returns (empyrical). Null without returns.
 */
export function conditionalValueAtRisk(returns: Float64Array, level = 0.05): number | null {
  if (returns.length === 0 || returns.some(Number.isNaN)) return null;
  const count = Math.floor((returns.length - 1) * level) + 1;
  return mean(returns.toSorted().subarray(0, count));
}
