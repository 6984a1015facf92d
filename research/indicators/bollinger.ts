import { Line } from "../engine/line.ts";
import type { Computation } from "../engine/series.ts";
import { requireWindow } from "./window.ts";

/** A moving average with a band of standard deviations around it. */
export interface BollingerBands {
  readonly upper: Line;
  readonly middle: Line;
  readonly lower: Line;
}

/**
 * Bollinger bands: the simple moving average ± `width` population standard deviations of the same
 * window. Warm-up: window − 1 bars.
 */
export function bollinger(source: Line, window: number, width = 2): BollingerBands {
  requireWindow("bollinger", source, window, 2);
  const { series } = source;
  const warmUp = source.warmUp + window - 1;
  const bands = {
    upper: new Line(series, warmUp),
    middle: new Line(series, warmUp),
    lower: new Line(series, warmUp),
  };
  series.compute(new Bollinger(source, bands, window, width));
  return bands;
}

/** Keeps the mean and the sum of squared deviations of the window (Welford's update, both ways). */
class Bollinger implements Computation {
  readonly #state = new Float64Array(2);

  constructor(
    readonly source: Line,
    readonly bands: BollingerBands,
    readonly window: number,
    readonly width: number,
  ) {}

  fill(from: number, to: number): void {
    const { window, width } = this;
    const { values: input, mask: inputMask, warmUp } = this.source;
    const { upper, middle, lower } = this.bands;
    const { values: above, mask: aboveMask } = upper;
    const { values: mid, mask: midMask } = middle;
    const { values: below, mask: belowMask } = lower;
    let mean = this.#state[0]!;
    let squares = this.#state[1]!;
    for (let i = Math.max(from, warmUp); i < to; i++) {
      const value = input[i & inputMask]!;
      const seen = i - warmUp + 1;
      const before = mean;
      if (seen <= window) {
        mean += (value - before) / seen;
        squares += (value - before) * (value - mean);
      } else {
        const old = input[(i - window) & inputMask]!;
        mean += (value - old) / window;
        squares += (value - old) * (value - mean + old - before);
      }
      if (seen < window) continue;
      const band = width * Math.sqrt(Math.max(0, squares / window));
      above[i & aboveMask] = mean + band;
      mid[i & midMask] = mean;
      below[i & belowMask] = mean - band;
    }
    this.#state[0] = mean;
    this.#state[1] = squares;
  }
}
