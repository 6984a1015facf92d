import type { Line } from "../engine/line.ts";
import { type Bands, bands } from "./bands.ts";
import { sma } from "./sma.ts";
import { stdev } from "./stdev.ts";
import { requireWidth, requireWindow } from "./window.ts";
import { named } from "./named.ts";

/**
 * Bollinger bands: the simple moving average ± `width` population standard deviations of the same
 * window, as in TA-Lib. Warm-up: window − 1 bars. NaN while a value of the window is missing.
 */
export function bollinger(source: Line, window: number, width = 2): Bands {
  requireWindow("bollinger", window, 2);
  requireWidth("bollinger", width);
  const lines = bands(sma(source, window), stdev(source, window), width);
  return named(`bollinger ${window}`, lines, source);
}
