import { Line } from "../engine/line.ts";
import type { Computation } from "../engine/series.ts";
import { requireWindow } from "./window.ts";

/** Which standard deviation is meant. */
export interface DeviationOptions {
  /** Divides by window − 1 rather than by window; false by default, as in TA-Lib. */
  readonly sample?: boolean;
}

/** The standard deviation of the last `window` values, or the z-score of the newest in them. */
export function deviation(
  name: "stdev" | "zscore",
  source: Line,
  window: number,
  { sample = false }: DeviationOptions,
): Line {
  requireWindow(name, window, 2);
  source.keep(window);
  const line = new Line(source.series, source.warmUp + window - 1);
  const divisor = sample ? window - 1 : window;
  source.series.compute(new Deviation(source, line, window, divisor, name === "zscore"));
  return line;
}

/** Places in the state; the last block's rests follow, first the sums, then the squares. */
const ANCHOR = 0, SUM = 1, SQUARES = 2, RESTS = 3;

/**
 * Cuts the bars into blocks of `window` and anchors each block at its first value, which lies in
 * every window that ends in the block. A window is the rest of the block before and the beginning
 * of this one; sums and squares of deviations from the anchor are taken over both parts. Nothing is
 * ever subtracted that left the window, so nothing drifts or lingers.
 */
class Deviation implements Computation {
  readonly state: Float64Array;

  constructor(
    readonly source: Line,
    readonly line: Line,
    readonly window: number,
    readonly divisor: number,
    readonly score: boolean,
  ) {
    this.state = new Float64Array(RESTS + 2 * (window + 1)).fill(NaN);
    this.state[RESTS + window] = 0;
    this.state[RESTS + 2 * window + 1] = 0;
  }

  fill(from: number, to: number): void {
    const { window, divisor, score, state } = this;
    const { values: input, mask: inputMask, warmUp } = this.source;
    const { values: output, mask: outputMask } = this.line;
    const share = 1 / window;
    const scale = 1 / divisor;
    let anchor = state[ANCHOR]!;
    let begunSum = state[SUM]!;
    let begunSquares = state[SQUARES]!;
    let i = Math.max(from, warmUp);
    while (i < to) {
      const place = (i - warmUp) % window;
      if (place === 0) {
        anchor = input[i & inputMask]!;
        begunSum = 0;
        begunSquares = 0;
        if (i > warmUp) this.#rest(i, anchor);
      }
      const end = Math.min(to, i + window - place);
      const rests = RESTS + place + 1 - i;
      const squareRests = rests + window + 1;
      for (; i < end; i++) {
        const offset = input[i & inputMask]! - anchor;
        begunSum += offset;
        begunSquares += offset * offset;
        const sum = begunSum + state[i + rests]!;
        const squares = begunSquares + state[i + squareRests]!;
        const mean = sum * share;
        const spread = Math.sqrt(Math.max(0, squares - sum * mean) * scale);
        output[i & outputMask] = score ? (offset - mean) / spread : spread;
      }
    }
    state[ANCHOR] = anchor;
    state[SUM] = begunSum;
    state[SQUARES] = begunSquares;
  }

  /** Runs back over the block that ends before bar `i`. */
  #rest(i: number, anchor: number): void {
    const { window, state } = this;
    const { values: input, mask } = this.source;
    let sum = 0;
    let squares = 0;
    for (let place = window - 1; place > 0; place--) {
      const offset = input[(i - window + place) & mask]! - anchor;
      sum += offset;
      squares += offset * offset;
      state[RESTS + place] = sum;
      state[RESTS + window + 1 + place] = squares;
    }
  }
}
