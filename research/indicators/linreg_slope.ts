import type { Line } from "../engine/line.ts";
import { ramp } from "./ramp.ts";
import { requireWindow } from "./window.ts";
import { named } from "./named.ts";

/**
 * Slope of the least-squares line through the last `window` values, in their unit per bar; TA-Lib's
 * LINEARREG_SLOPE. Warm-up: window − 1 bars. NaN while a value of the window is missing.
 */
export function linregSlope(source: Line, window: number): Line {
  requireWindow("linregSlope", window, 2);
  const divisor = window * (window * window - 1) / 12;
  const line = ramp(source, window, { newest: (window - 1) / 2, divisor, mean: false });
  return named(`slope ${window}`, line, source);
}
