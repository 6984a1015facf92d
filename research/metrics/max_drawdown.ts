/**
 * The deepest fall below an earlier peak, a fraction from 0 down: min(equity / peak − 1) over every
 * bar. Below −1 when equity went negative; null without a positive peak.
 */
export function maxDrawdown(equity: Float64Array): number | null {
  let peak = 0;
  let deepest = Infinity;
  for (let bar = 0; bar < equity.length; bar++) {
    const value = equity[bar]!;
    if (value > peak) peak = value;
    if (peak > 0 && value / peak < deepest) deepest = value / peak;
  }
  return deepest === Infinity ? null : deepest - 1;
}
