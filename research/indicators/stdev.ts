import type { Line } from "../engine/line.ts";
import { deviation, type DeviationOptions } from "./deviation.ts";
import { named } from "./named.ts";

/**
 * Standard deviation of the last `window` values, in their unit: of the population by default, as in
 * TA-Lib; `{ sample: true }` divides by window − 1, as pandas does. Warm-up: window − 1 bars. NaN
 * while a value of the window is missing.
 */
export function stdev(source: Line, window: number, options: DeviationOptions = {}): Line {
  return named(`stdev ${window}`, deviation("stdev", source, window, options), source);
}
