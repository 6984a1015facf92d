import type { Line } from "../engine/line.ts";
import { extreme } from "./extreme.ts";
import { named } from "./named.ts";

/**
 * The lowest of the last `window` values, the current one included. Warm-up: window − 1 bars. NaN
 * while a value of the window is missing.
 */
export function lowest(source: Line, window: number): Line {
  return named(`lowest ${window}`, extreme("lowest", source, window, -1), source);
}
