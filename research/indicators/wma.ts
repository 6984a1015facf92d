import type { Line } from "../engine/line.ts";
import { ramp } from "./ramp.ts";
import { requireWindow } from "./window.ts";
import { named } from "./named.ts";

/**
 * Linearly weighted moving average: the newest of the last `window` values weighs `window`, the
 * oldest 1. Warm-up: window − 1 bars. NaN while a value of the window is missing.
 */
export function wma(source: Line, window: number): Line {
  requireWindow("wma", window);
  const divisor = window * (window + 1) / 2;
  return named(
    `wma ${window}`,
    ramp(source, window, { newest: window, divisor, mean: true }),
    source,
  );
}
