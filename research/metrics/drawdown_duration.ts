import { DAY_MS, type EquityCurve } from "./equity_curve.ts";

/**
 * The longest time below a peak, in days: from the last bar at a peak to the bar that reaches it
 * again, or to the last bar where none does (backtesting.py). 0 when equity never fell; null
 * without bars.
 */
export function drawdownDuration({ ts, equity }: EquityCurve): number | null {
  if (ts.length === 0) return null;
  let peak = -Infinity;
  let peakTs = 0;
  let longestMs = 0;
  let below = false;
  for (let bar = 0; bar < ts.length; bar++) {
    const recovered = equity[bar]! >= peak;
    if (below || !recovered) longestMs = Math.max(longestMs, ts[bar]! - peakTs);
    below = !recovered;
    if (recovered) {
      peak = equity[bar]!;
      peakTs = ts[bar]!;
    }
  }
  return longestMs / DAY_MS;
}
