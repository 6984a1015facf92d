import { finiteOrNull } from "./finite_or_null.ts";

/**
 * Compound return of a year of periods, a fraction: Π(1 + r)^(P / n) − 1 (empyrical). It counts
 * periods where CAGR counts calendar days. Null without returns or once equity fell below zero.
 */
export function annualReturn(returns: Float64Array, periodsPerYear: number): number | null {
  if (returns.length === 0) return null;
  let growth = 1;
  for (let i = 0; i < returns.length; i++) growth *= 1 + returns[i]!;
  return finiteOrNull(growth ** (periodsPerYear / returns.length) - 1);
}
