import type { Line } from "../engine/line.ts";
import { deviation, type DeviationOptions } from "./deviation.ts";
import { named } from "./named.ts";

/**
 * How many standard deviations the value lies above the mean of the last `window`, itself included:
 * (value − mean) / deviation, of the population unless `{ sample: true }`. NaN where all values of
 * the window are the same, and while one is missing. Warm-up: window − 1 bars.
 */
export function zscore(source: Line, window: number, options: DeviationOptions = {}): Line {
  return named(`zscore ${window}`, deviation("zscore", source, window, options), source);
}
