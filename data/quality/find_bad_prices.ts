import type { Finding, FindingKind } from "./finding.ts";
import type { Prices } from "./prices.ts";

/**
 * Kinds `price` (a price that is not a positive finite number) and `ohlc` (high below low, or open
 * or close outside them), one finding a bar. Nothing of the lake has any: the import keeps them
 * out, so in a lake they are signs of a file changed from outside.
 */
export function findBadPrices({ ts, open, high, low, close }: Prices): Finding[] {
  const findings: Finding[] = [];
  for (let i = 0; i < ts.length; i++) {
    const [o, h, l, c] = [open[i]!, high[i]!, low[i]!, close[i]!];
    const positive = o > 0 && h > 0 && l > 0 && c > 0 && o + h + l + c < Infinity;
    if (positive && h >= o && h >= c && l <= o && l <= c) continue;
    const kind: FindingKind = positive ? "ohlc" : "price";
    const detail = `open ${o}, high ${h}, low ${l}, close ${c}`;
    findings.push({ kind, from: ts[i]!, to: ts[i]!, detail });
  }
  return findings;
}
