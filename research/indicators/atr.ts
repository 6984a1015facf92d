import type { Line } from "../engine/line.ts";
import { exponential } from "./exponential.ts";
import type { PriceLines } from "./prices.ts";
import { trueRange } from "./true_range.ts";
import { requireWindow } from "./window.ts";
import { named } from "./named.ts";

/**
 * Average true range of Wilder, in units of price: {@linkcode trueRange} averaged with
 * α = 1 / window after a seed of `window` plain means, as TA-Lib does (charts that count the first
 * bar's high − low begin one bar earlier). Warm-up: window bars. A bar with a missing price is
 * passed over.
 */
export function atr(prices: PriceLines, window: number): Line {
  requireWindow("atr", window);
  return named(`atr ${window}`, exponential(trueRange(prices), { window, alpha: 1 / window }));
}
