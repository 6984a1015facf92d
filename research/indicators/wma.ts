import type { Line } from "../engine/line.ts";
import { ramp } from "./ramp.ts";
import { requireWindow } from "./window.ts";

/**
 * Linearly weighted moving average: the newest of the last `window` values weighs `window`, the
 * oldest 1. Warm-up: window − 1 bars. NaN while a value of the window is missing.
 */
export function wma(source: Line, window: number): Line {
  requireWindow("wma", window);
  return ramp(source, window, { newest: window, divisor: window * (window + 1) / 2, mean: true });
}
