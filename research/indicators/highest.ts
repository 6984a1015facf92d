import type { Line } from "../engine/line.ts";
import { extreme } from "./extreme.ts";
import { named } from "./named.ts";

/**
 * The highest of the last `window` values, the current one included. Warm-up: window − 1 bars. NaN
 * while a value of the window is missing.
 */
export function highest(source: Line, window: number): Line {
  return named(`highest ${window}`, extreme("highest", source, window, 1), source);
}
