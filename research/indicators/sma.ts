import { Line } from "../engine/line.ts";
import type { Computation } from "../engine/series.ts";
import { requireWindow } from "./window.ts";

/** Simple moving average: the mean of the last `window` values. Warm-up: window − 1 bars. */
export function sma(source: Line, window: number): Line {
  requireWindow("sma", source, window);
  const line = new Line(source.series, source.warmUp + window - 1);
  source.series.compute(new Sma(source, line, window));
  return line;
}

class Sma implements Computation {
  readonly #sum = new Float64Array(1);

  constructor(readonly source: Line, readonly line: Line, readonly window: number) {}

  fill(from: number, to: number): void {
    const { window } = this;
    const { values: input, mask: inputMask, warmUp } = this.source;
    const { values: output, mask: outputMask } = this.line;
    const full = warmUp + window;
    let sum = this.#sum[0]!;
    let i = Math.max(from, warmUp);
    for (const end = Math.min(to, full); i < end; i++) {
      sum += input[i & inputMask]!;
      if (i === full - 1) output[i & outputMask] = sum / window;
    }
    for (; i < to; i++) {
      sum += input[i & inputMask]! - input[(i - window) & inputMask]!;
      output[i & outputMask] = sum / window;
    }
    this.#sum[0] = sum;
  }
}
