import { Line } from "../engine/line.ts";
import type { Computation } from "../engine/series.ts";
import { requireWindow } from "./window.ts";

/**
 * Exponential moving average with α = 2 / (window + 1), seeded with the mean of the first `window`
 * values as TA-Lib does. Warm-up: window − 1 bars.
 */
export function ema(source: Line, window: number): Line {
  requireWindow("ema", source, window);
  const line = new Line(source.series, source.warmUp + window - 1);
  source.series.compute(new Ema(source, line, window));
  return line;
}

class Ema implements Computation {
  /** The running sum of the seed, then the average. */
  readonly #state = new Float64Array(1);

  constructor(readonly source: Line, readonly line: Line, readonly window: number) {}

  fill(from: number, to: number): void {
    const { window } = this;
    const { values: input, mask: inputMask, warmUp } = this.source;
    const { values: output, mask: outputMask } = this.line;
    const seeded = warmUp + window - 1;
    const alpha = 2 / (window + 1);
    let state = this.#state[0]!;
    for (let i = Math.max(from, warmUp); i < to; i++) {
      const value = input[i & inputMask]!;
      if (i > seeded) state += alpha * (value - state);
      else {
        state += value;
        if (i === seeded) state /= window;
      }
      if (i >= seeded) output[i & outputMask] = state;
    }
    this.#state[0] = state;
  }
}
