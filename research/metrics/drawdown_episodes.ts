import { DAY_MS, type EquityCurve } from "./equity_curve.ts";

/** One fall below a peak and the way back. Times are open times of bars, milliseconds UTC. */
export interface DrawdownEpisode {
  /** The last bar at the peak. */
  readonly peakTs: number;
  /** The lowest bar. */
  readonly troughTs: number;
  /** The bar that reached the peak again; null while none has. */
  readonly recoveryTs: number | null;
  /** At the trough, a fraction from 0 down. */
  readonly depth: number;
  /** From the peak to the recovery, or to the last bar. */
  readonly days: number;
}

/** The deepest drawdowns over every bar, deepest first; the earlier first where two are as deep. */
export function drawdownEpisodes(curve: EquityCurve, limit = 5): DrawdownEpisode[] {
  const { ts, equity } = curve;
  const worst: DrawdownEpisode[] = [];
  let peak = 0;
  let trough = 0;
  for (let bar = 1; bar < ts.length; bar++) {
    if (equity[bar]! < equity[peak]!) {
      if (trough === peak || equity[bar]! < equity[trough]!) trough = bar;
      continue;
    }
    if (trough > peak) keep(worst, episode(curve, { peak, trough, recovery: bar }), limit);
    peak = trough = bar;
  }
  if (trough > peak) keep(worst, episode(curve, { peak, trough, recovery: null }), limit);
  return worst;
}

interface EpisodeBars {
  readonly peak: number;
  readonly trough: number;
  readonly recovery: number | null;
}

function episode(
  { ts, equity }: EquityCurve,
  { peak, trough, recovery }: EpisodeBars,
): DrawdownEpisode {
  const end = ts[recovery ?? ts.length - 1]!;
  return {
    peakTs: ts[peak]!,
    troughTs: ts[trough]!,
    recoveryTs: recovery === null ? null : end,
    depth: equity[trough]! / equity[peak]! - 1,
    days: (end - ts[peak]!) / DAY_MS,
  };
}

/** Inserts by depth and drops what no longer belongs to the deepest. */
function keep(worst: DrawdownEpisode[], found: DrawdownEpisode, limit: number): void {
  let place = worst.length;
  while (place > 0 && found.depth < worst[place - 1]!.depth) place--;
  if (place >= limit) return;
  worst.splice(place, 0, found);
  if (worst.length > limit) worst.pop();
}
