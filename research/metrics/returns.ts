/**
 * Simple returns between neighbours, as fractions: `equity[i + 1] / equity[i] − 1`, one fewer than
 * the rows. A return on equity that is zero or negative has no meaning and is NaN, which leaves
 * every ratio of the series undefined.
 */
export function returns(equity: Float64Array): Float64Array {
  const result = new Float64Array(Math.max(0, equity.length - 1));
  for (let i = 0; i < result.length; i++) {
    result[i] = equity[i]! > 0 ? equity[i + 1]! / equity[i]! - 1 : NaN;
  }
  return result;
}
