import { finiteOrNull } from "./finite_or_null.ts";

/**
 * Omega ratio: Σ(r − t)⁺ / Σ(t − r)⁺ (Keating & Shadwick 2002; empyrical). The threshold is of one
 * period: an annual one is (1 + annual)^(1 / P) − 1. Null with fewer than two returns or none below
 * the threshold.
 */
export function omega(returns: Float64Array, threshold = 0): number | null {
  if (returns.length < 2) return null;
  let above = 0;
  let below = 0;
  for (let i = 0; i < returns.length; i++) {
    const excess = returns[i]! - threshold;
    if (excess > 0) above += excess;
    else below -= excess;
  }
  return finiteOrNull(above / below);
}
