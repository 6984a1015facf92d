import { Line } from "../engine/line.ts";
import type { Computation } from "../engine/series.ts";
import { inCommon } from "./prices.ts";
import { requireWindow } from "./window.ts";
import { named } from "./named.ts";

/**
 * Pearson correlation, −1 to 1, of the last `window` values of two lines of the same bars. NaN where
 * one of them has not moved within the window (TA-Lib gives 0), and while a value is missing.
 * Prices that trend correlate whatever they are: it is most often asked of returns, `roc(close, 1)`.
 * Warm-up: window − 1 bars after that of both lines.
 *
 * @throws RangeError for lines of different markets or timeframes.
 */
export function correlation(a: Line, b: Line, window: number): Line {
  requireWindow("correlation", window, 2);
  const { series, warmUp } = inCommon("correlation", a, b);
  a.keep(window);
  b.keep(window);
  const line = new Line(series, warmUp + window - 1);
  series.compute(new Correlation(a, b, line, window));
  return named(`correlation ${window}`, line);
}

/** Places in the state; five columns of the last block's rests follow: x, y, xx, yy, xy. */
const ANCHOR_X = 0, ANCHOR_Y = 1, X = 2, Y = 3, XX = 4, YY = 5, XY = 6, RESTS = 7;

/**
 * Blocks of `window` bars, each anchored at its first values, as for the standard deviation, with
 * the products of both deviations besides.
 */
class Correlation implements Computation {
  readonly state: Float64Array;

  constructor(
    readonly a: Line,
    readonly b: Line,
    readonly line: Line,
    readonly window: number,
  ) {
    const column = window + 1;
    this.state = new Float64Array(RESTS + 5 * column).fill(NaN);
    for (let k = 1; k <= 5; k++) this.state[RESTS + k * column - 1] = 0;
  }

  fill(from: number, to: number): void {
    const { window, state } = this;
    const { values: inputX, mask: maskX } = this.a;
    const { values: inputY, mask: maskY } = this.b;
    const { values: output, mask: outputMask, warmUp } = this.line;
    const first = warmUp - window + 1;
    const column = window + 1;
    let [anchorX, anchorY] = [state[ANCHOR_X]!, state[ANCHOR_Y]!];
    let [x, y, xx, yy, xy] = [state[X]!, state[Y]!, state[XX]!, state[YY]!, state[XY]!];
    let i = Math.max(from, first);
    while (i < to) {
      const place = (i - first) % window;
      if (place === 0) {
        anchorX = inputX[i & maskX]!;
        anchorY = inputY[i & maskY]!;
        x =
          y =
          xx =
          yy =
          xy =
            0;
        if (i > first) this.#rest(i, anchorX, anchorY);
      }
      const end = Math.min(to, i + window - place);
      for (let rest = RESTS + place + 1; i < end; i++, rest++) {
        const dx = inputX[i & maskX]! - anchorX;
        const dy = inputY[i & maskY]! - anchorY;
        x += dx;
        y += dy;
        xx += dx * dx;
        yy += dy * dy;
        xy += dx * dy;
        const sumX = x + state[rest]!;
        const sumY = y + state[rest + column]!;
        const ofX = xx + state[rest + 2 * column]! - sumX * sumX / window;
        const ofY = yy + state[rest + 3 * column]! - sumY * sumY / window;
        const ofBoth = xy + state[rest + 4 * column]! - sumX * sumY / window;
        const share = ofBoth / (Math.sqrt(ofX) * Math.sqrt(ofY));
        output[i & outputMask] = Math.max(-1, Math.min(1, share));
      }
    }
    state[ANCHOR_X] = anchorX;
    state[ANCHOR_Y] = anchorY;
    state[X] = x;
    state[Y] = y;
    state[XX] = xx;
    state[YY] = yy;
    state[XY] = xy;
  }

  /** Runs back over the block that ends before bar `i`. */
  #rest(i: number, anchorX: number, anchorY: number): void {
    const { window, state } = this;
    const { values: inputX, mask: maskX } = this.a;
    const { values: inputY, mask: maskY } = this.b;
    const column = window + 1;
    let [x, y, xx, yy, xy] = [0, 0, 0, 0, 0];
    for (let place = window - 1; place > 0; place--) {
      const dx = inputX[(i - window + place) & maskX]! - anchorX;
      const dy = inputY[(i - window + place) & maskY]! - anchorY;
      const rest = RESTS + place;
      state[rest] = x += dx;
      state[rest + column] = y += dy;
      state[rest + 2 * column] = xx += dx * dx;
      state[rest + 3 * column] = yy += dy * dy;
      state[rest + 4 * column] = xy += dx * dy;
    }
  }
}
