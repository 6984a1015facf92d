import { finiteOrNull } from "./finite_or_null.ts";
import { mean } from "./moments.ts";

/** How returns become an annual ratio. */
export interface SortinoOptions {
  /** 365 for crypto, 252 for equities. */
  readonly periodsPerYear: number;
  /** Least acceptable return of one period, a fraction; 0 by default. */
  readonly target?: number;
}

/**
 * Sortino ratio, annualised: mean(r − t) / √mean(min(r − t, 0)²) · √P, where the downside mean is
 * over all returns, not only the bad ones (Sortino & Price 1994; empyrical). Null with fewer than
 * two returns or no return below the target.
 */
export function sortino(
  returns: Float64Array,
  { periodsPerYear, target = 0 }: SortinoOptions,
): number | null {
  if (returns.length < 2) return null;
  let squares = 0;
  for (let i = 0; i < returns.length; i++) {
    const shortfall = Math.min(returns[i]! - target, 0);
    squares += shortfall * shortfall;
  }
  const downside = Math.sqrt(squares / returns.length);
  return finiteOrNull((mean(returns) - target) / downside * Math.sqrt(periodsPerYear));
}
