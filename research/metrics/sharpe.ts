import { finiteOrNull } from "./finite_or_null.ts";
import { mean, standardDeviation } from "./moments.ts";

/** A spread of returns below this is the rounding of `1 + return`, so it counts as none. */
const ROUNDING = 8 * Number.EPSILON;

/** How returns become an annual ratio. */
export interface SharpeOptions {
  /** 365 for crypto, 252 for equities. */
  readonly periodsPerYear: number;
  /** Risk-free return of one period, a fraction; 0 by default. */
  readonly riskFree?: number;
}

/**
 * Sharpe ratio, annualised: mean(r − rf) / std(r, n − 1) · √P (Sharpe 1994; empyrical). Null with
 * fewer than two returns or no variance.
 */
export function sharpe(
  returns: Float64Array,
  { periodsPerYear, riskFree = 0 }: SharpeOptions,
): number | null {
  const ratio = periodSharpe(returns, riskFree);
  return ratio === null ? null : ratio * Math.sqrt(periodsPerYear);
}

/** Sharpe ratio of one period, not annualised: what PSR and DSR are computed from. */
export function periodSharpe(returns: Float64Array, riskFree = 0): number | null {
  const deviation = standardDeviation(returns);
  return deviation > ROUNDING ? finiteOrNull((mean(returns) - riskFree) / deviation) : null;
}
