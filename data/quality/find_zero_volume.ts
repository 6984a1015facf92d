import type { Bars } from "../bars.ts";
import { formatCount } from "../format_table.ts";
import type { Finding } from "./finding.ts";

/**
 * Kind `zero_volume`: runs of neighbouring bars whose four prices are equal and whose volume is 0:
 * nothing traded, so no order would have filled, or a feed was filled up. Bars without a known
 * volume are not meant.
 */
export function findZeroVolume(bars: Bars): Finding[] {
  const findings: Finding[] = [];
  const { ts } = bars;
  for (let i = 0; i < ts.length; i++) {
    if (!isFlat(bars, i)) continue;
    const begin = i;
    while (i + 1 < ts.length && isFlat(bars, i + 1)) i++;
    const count = i - begin + 1;
    findings.push({
      kind: "zero_volume",
      from: ts[begin]!,
      to: ts[i]!,
      detail: count === 1
        ? `a flat bar at ${bars.close[i]} without volume`
        : `${formatCount(count)} flat bars without volume`,
    });
  }
  return findings;
}

/** Whether nothing traded in a bar: its prices are one price and its volume is 0. */
export function isFlat({ open, high, low, close, volume }: Bars, i: number): boolean {
  return volume[i] === 0 && open[i] === close[i] && high[i] === low[i] && high[i] === close[i];
}
