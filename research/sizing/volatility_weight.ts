/** How much a position may swing. */
export interface VolatilityAim {
  /** Volatility that the position is to have, a year, as a fraction of equity such as 0.2. */
  readonly annual: number;
  /** The instrument's own volatility a year, as a fraction: a number, or what has a `value`. */
  readonly volatility: number | { readonly value: number };
  /** Largest weight, however calm the market; 1 by default, above it with leverage only. */
  readonly maxWeight?: number;
}

/**
 * The part of equity to hold so that it swings as much as is aimed for: annual / volatility, up to
 * `maxWeight`. NaN while the volatility is not known, and 0 where it is infinite.
 *
 * @throws RangeError for an aim or a largest weight below 0.
 */
export function volatilityWeight({ annual, volatility, maxWeight = 1 }: VolatilityAim): number {
  if (!(annual >= 0 && maxWeight >= 0)) {
    throw new RangeError(
      `Cannot aim for a volatility of ${annual} at a weight up to ${maxWeight}; give 0 or more`,
    );
  }
  const own = typeof volatility === "number" ? volatility : volatility.value;
  return own >= 0 ? Math.min(maxWeight, annual / own) : NaN;
}
