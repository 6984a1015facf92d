import { Line } from "../engine/line.ts";
import type { Computation } from "../engine/series.ts";
import { requireWindow } from "./window.ts";

/**
 * Relative strength index of Wilder, 0 to 100: 100 · gains / (gains + losses), both averaged with
 * α = 1 / window after a seed of `window` plain means, as TA-Lib does. 0 where nothing has moved.
 * Warm-up: window bars.
 */
export function rsi(source: Line, window: number): Line {
  requireWindow("rsi", source, window, 2);
  const line = new Line(source.series, source.warmUp + window);
  source.series.compute(new Rsi(source, line, window));
  return line;
}

class Rsi implements Computation {
  /** Average gain, average loss. */
  readonly #state = new Float64Array(2);

  constructor(readonly source: Line, readonly line: Line, readonly window: number) {}

  fill(from: number, to: number): void {
    const { window } = this;
    const { values: input, mask: inputMask, warmUp } = this.source;
    const { values: output, mask: outputMask } = this.line;
    const seeded = warmUp + window;
    let gain = this.#state[0]!;
    let loss = this.#state[1]!;
    for (let i = Math.max(from, warmUp + 1); i < to; i++) {
      const change = input[i & inputMask]! - input[(i - 1) & inputMask]!;
      const up = change > 0 ? change : 0;
      const down = change < 0 ? -change : 0;
      if (i > seeded) {
        gain = (gain * (window - 1) + up) / window;
        loss = (loss * (window - 1) + down) / window;
      } else {
        gain += up;
        loss += down;
        if (i === seeded) {
          gain /= window;
          loss /= window;
        }
      }
      if (i >= seeded) {
        const sum = gain + loss;
        output[i & outputMask] = sum === 0 ? 0 : (100 * gain) / sum;
      }
    }
    this.#state[0] = gain;
    this.#state[1] = loss;
  }
}
