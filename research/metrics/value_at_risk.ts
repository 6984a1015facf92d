/**
 * Historical value at risk of one period, a fraction, negative for a loss: the 5th percentile of
 * returns, interpolated between neighbours (empyrical, NumPy's "linear"). Null without returns.
 */
export function valueAtRisk(returns: Float64Array, level = 0.05): number | null {
  if (returns.length === 0 || returns.some(Number.isNaN)) return null;
  const sorted = returns.toSorted();
  const place = (sorted.length - 1) * level;
  const low = sorted[Math.floor(place)]!;
  const high = sorted[Math.ceil(place)]!;
  return low + (high - low) * (place - Math.floor(place));
}
