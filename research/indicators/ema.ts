import type { Line } from "../engine/line.ts";
import { exponential } from "./exponential.ts";
import { requireWindow } from "./window.ts";
import { named } from "./named.ts";

/**
 * Exponential moving average with α = 2 / (window + 1), seeded with the mean of the first `window`
 * values as TA-Lib does (pandas begins with the first value alone). Warm-up: window − 1 bars. NaN at
 * a bar whose value is missing; the next one goes on from the average before.
 */
export function ema(source: Line, window: number): Line {
  requireWindow("ema", window);
  const line = exponential(source, { window, alpha: 2 / (window + 1) });
  return named(`ema ${window}`, line, source);
}
