import type { Line } from "../engine/line.ts";

/**
 * Checks an indicator's window in bars and keeps that much of its source readable.
 *
 * @throws RangeError where it is not a whole number of at least `least`.
 */
export function requireWindow(name: string, source: Line, window: number, least = 1): void {
  if (!Number.isInteger(window) || window < least) {
    throw new RangeError(
      `Cannot compute ${name} over ${window} bars; give a whole number from ${least}`,
    );
  }
  source.keep(window + 1);
}
