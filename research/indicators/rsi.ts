import { Line } from "../engine/line.ts";
import type { Computation } from "../engine/series.ts";
import { requireWindow } from "./window.ts";
import { named } from "./named.ts";

/**
 * Relative strength index of Wilder, 0 to 100: 100 · gains / (gains + losses), both averaged with
 * α = 1 / window after a seed of `window` plain means, as TA-Lib does. 0 where nothing has moved.
 * Warm-up: window bars. NaN at a change that is unknown for a missing value; the next known one goes
 * on from the averages before.
 */
export function rsi(source: Line, window: number): Line {
  requireWindow("rsi", window, 2);
  const line = new Line(source.series, source.warmUp + window);
  source.series.compute(new Rsi(source, line, window));
  return named(`rsi ${window}`, line, source);
}

class Rsi implements Computation {
  /** Average gain, average loss, and how many changes are in them up to the window. */
  readonly state = new Float64Array(3);

  constructor(readonly source: Line, readonly line: Line, readonly window: number) {}

  fill(from: number, to: number): void {
    const { window } = this;
    const { values: input, mask: inputMask, warmUp } = this.source;
    const { values: output, mask: outputMask } = this.line;
    const steady = 1 / window;
    let gain = this.state[0]!;
    let loss = this.state[1]!;
    let count = this.state[2]!;
    for (let i = Math.max(from, warmUp + 1); i < to; i++) {
      const change = input[i & inputMask]! - input[(i - 1) & inputMask]!;
      if (Number.isNaN(change)) {
        output[i & outputMask] = NaN;
        continue;
      }
      const alpha = count < window ? 1 / ++count : steady;
      const size = Math.abs(change);
      gain += alpha * ((size + change) / 2 - gain);
      loss += alpha * ((size - change) / 2 - loss);
      const sum = gain + loss;
      output[i & outputMask] = count < window ? NaN : sum === 0 ? 0 : (100 * gain) / sum;
    }
    this.state[0] = gain;
    this.state[1] = loss;
    this.state[2] = count;
  }
}
