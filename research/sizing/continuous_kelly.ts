/** What is known of returns that come without end. */
export interface ReturnMoments {
  /** Mean of the returns over some period, above what cash earns. */
  readonly mean: number;
  /** Their variance over the same period. */
  readonly variance: number;
}

/**
 * Kelly's fraction of equity for returns that come without end: mean / variance, no further from 0
 * than `cap`. Below 0 it asks for a short position. It is the same whatever period both are of. A
 * mean is the least certain number in finance: cap it well below what the formula asks for.
 *
 * @throws RangeError for a mean that is not finite, a variance that is not above 0, or a cap below 0.
 */
export function continuousKelly({ mean, variance }: ReturnMoments, cap: number): number {
  if (!Number.isFinite(mean) || !(variance > 0) || !(cap >= 0)) {
    throw new RangeError(
      `Cannot bet on a mean of ${mean} and a variance of ${variance} up to ${cap}; ` +
        "give a number, above 0, and 0 or more",
    );
  }
  return Math.min(cap, Math.max(-cap, mean / variance));
}
