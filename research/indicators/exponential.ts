import { Line } from "../engine/line.ts";
import type { Computation } from "../engine/series.ts";

/** How an exponential average weighs. */
export interface Weighting {
  /** Values whose plain mean is the seed. */
  readonly window: number;
  /** Weight of the newest value. */
  readonly alpha: number;
  /** Defined values that are left out before the seed; 0 by default. */
  readonly skip?: number;
}

/**
 * Exponential average, seeded with the plain mean of the first `window` values, as TA-Lib does. A
 * value that is missing is passed over: the line is NaN there and goes on from the average before.
 */
export function exponential(source: Line, { window, alpha, skip = 0 }: Weighting): Line {
  const line = new Line(source.series, source.warmUp + skip + window - 1);
  source.series.compute(new Exponential(source, line, window, alpha, source.warmUp + skip));
  return line;
}

class Exponential implements Computation {
  /** The average, and how many values are in it up to the window. */
  readonly state = new Float64Array(2);

  constructor(
    readonly source: Line,
    readonly line: Line,
    readonly window: number,
    readonly alpha: number,
    readonly first: number,
  ) {}

  fill(from: number, to: number): void {
    const { window, alpha } = this;
    const { values: input, mask: inputMask } = this.source;
    const { values: output, mask: outputMask } = this.line;
    let mean = this.state[0]!;
    let count = this.state[1]!;
    for (let i = Math.max(from, this.first); i < to; i++) {
      const value = input[i & inputMask]!;
      if (Number.isNaN(value)) {
        output[i & outputMask] = NaN;
        continue;
      }
      if (count < window) mean += (value - mean) / ++count;
      else mean += alpha * (value - mean);
      output[i & outputMask] = count < window ? NaN : mean;
    }
    this.state[0] = mean;
    this.state[1] = count;
  }
}
