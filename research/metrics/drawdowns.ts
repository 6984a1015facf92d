/**
 * How far equity is below its highest value so far, bar by bar, as fractions from 0 down:
 * equity / peak − 1. NaN while the peak is not positive.
 */
export function drawdowns(equity: Float64Array): Float64Array {
  const result = new Float64Array(equity.length);
  let peak = -Infinity;
  for (let bar = 0; bar < equity.length; bar++) {
    if (equity[bar]! > peak) peak = equity[bar]!;
    result[bar] = peak > 0 ? equity[bar]! / peak - 1 : NaN;
  }
  return result;
}
