import { Line } from "../engine/line.ts";
import type { Computation } from "../engine/series.ts";

/**
 * Weights that rise by one from bar to bar: the newest value of a window weighs `newest`, the one
 * before it `newest` − 1 and so on; their sum is divided by `divisor`.
 */
export interface Ramp {
  readonly newest: number;
  readonly divisor: number;
  /** Whether it is a mean, which lies among the values, rather than a slope. */
  readonly mean: boolean;
}

/** A sum of the last `window` values weighted by a ramp. Warm-up: window − 1 bars. */
export function ramp(source: Line, window: number, weights: Ramp): Line {
  source.keep(window);
  const line = new Line(source.series, source.warmUp + window - 1);
  source.series.compute(new RampSum(source, line, window, weights));
  return line;
}

/** Places in the state; the last block's rests follow, first the sums, then the moments. */
const ANCHOR = 0, SUM = 1, MOMENT = 2, RESTS = 3;

/**
 * Blocks of `window` bars, each anchored at its first value, as for the standard deviation; the
 * moment of a part is the sum of its deviations times their distance from the anchor in bars.
 */
class RampSum implements Computation {
  readonly state: Float64Array;

  constructor(
    readonly source: Line,
    readonly line: Line,
    readonly window: number,
    readonly weights: Ramp,
  ) {
    this.state = new Float64Array(RESTS + 2 * (window + 1)).fill(NaN);
    this.state[RESTS + window] = 0;
    this.state[RESTS + 2 * window + 1] = 0;
  }

  fill(from: number, to: number): void {
    const { window, state } = this;
    const { newest, divisor, mean } = this.weights;
    const { values: input, mask: inputMask, warmUp } = this.source;
    const { values: output, mask: outputMask } = this.line;
    let anchor = state[ANCHOR]!;
    let begunSum = state[SUM]!;
    let begunMoment = state[MOMENT]!;
    let i = Math.max(from, warmUp);
    while (i < to) {
      const place = (i - warmUp) % window;
      if (place === 0) {
        anchor = input[i & inputMask]!;
        begunSum = 0;
        begunMoment = 0;
        if (i > warmUp) this.#rest(i, anchor);
      }
      const begin = i - place;
      const rests = RESTS + 1 - begin;
      const momentRests = rests + window + 1;
      const end = Math.min(to, begin + window);
      for (; i < end; i++) {
        const offset = input[i & inputMask]! - anchor;
        begunSum += offset;
        begunMoment += (i - begin) * offset;
        const sum = begunSum + state[i + rests]!;
        const moment = begunMoment + state[i + momentRests]!;
        const weighted = (moment + (newest - (i - begin)) * sum) / divisor;
        output[i & outputMask] = mean ? anchor + weighted : weighted;
      }
    }
    state[ANCHOR] = anchor;
    state[SUM] = begunSum;
    state[MOMENT] = begunMoment;
  }

  /** Runs back over the block that ends before bar `i`. */
  #rest(i: number, anchor: number): void {
    const { window, state } = this;
    const { values: input, mask } = this.source;
    let sum = 0;
    let moment = 0;
    for (let place = window - 1; place > 0; place--) {
      const offset = input[(i - window + place) & mask]! - anchor;
      sum += offset;
      moment += (place - window) * offset;
      state[RESTS + place] = sum;
      state[RESTS + window + 1 + place] = moment;
    }
  }
}
