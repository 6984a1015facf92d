import { Line } from "../engine/line.ts";
import type { Computation } from "../engine/series.ts";
import { requireWindow } from "./window.ts";
import { named } from "./named.ts";

/**
 * Simple moving average: the mean of the last `window` values. Warm-up: window − 1 bars.
 *
 * It does not drift, and a huge value leaves nothing behind once it has left the window; where all
 * values are the same the mean is that value exactly. NaN while a value of the window is missing
 * (TA-Lib stays NaN for ever).
 */
export function sma(source: Line, window: number): Line {
  requireWindow("sma", window);
  source.keep(window);
  const line = new Line(source.series, source.warmUp + window - 1);
  source.series.compute(new Sma(source, line, window));
  return named(`sma ${window}`, line, source);
}

/** Places in the state. */
const ANCHOR = 0, SUM = 1, LEAST = 2, MOST = 3, RENEWAL = 4;

/**
 * Keeps the sum of the deviations from an anchor, a value of the source, which is exact for prices
 * that do not move far. The sum is taken anew from the whole window at regular bars, and wherever the
 * mean has left the range in which its error stays below 2 ** −31 of it, whatever the values were.
 */
class Sma implements Computation {
  readonly state = new Float64Array(5);

  constructor(readonly source: Line, readonly line: Line, readonly window: number) {
    this.state[RENEWAL] = line.warmUp;
  }

  fill(from: number, to: number): void {
    const { window, state } = this;
    const { values: output, mask: outputMask, warmUp } = this.line;
    let i = Math.max(from, warmUp);
    while (i < to) {
      if (i === state[RENEWAL]!) {
        this.#renew(i);
        output[i & outputMask] = state[ANCHOR]! + state[SUM]! / window;
        i++;
      }
      const end = Math.min(to, state[RENEWAL]!);
      const anchor = state[ANCHOR]!;
      if (Number.isNaN(anchor)) {
        for (; i < end; i++) output[i & outputMask] = NaN;
        continue;
      }
      i = this.#run(i, end);
      if (i < end) state[RENEWAL] = i;
    }
  }

  /** Lets the sum run from bar to bar; returns the bar at which it has to be taken anew, or `to`. */
  #run(from: number, to: number): number {
    const { window, state } = this;
    const { values: input, mask: inputMask } = this.source;
    const { values: output, mask: outputMask } = this.line;
    const anchor = state[ANCHOR]!;
    const least = state[LEAST]!;
    const most = state[MOST]!;
    let sum = state[SUM]!;
    let i = from;
    for (; i < to; i++) {
      sum += input[i & inputMask]! - input[(i - window) & inputMask]!;
      const mean = anchor + sum / window;
      if (!(mean >= least && mean <= most)) break;
      output[i & outputMask] = mean;
    }
    state[SUM] = sum;
    return i;
  }

  /**
   * Takes the sum anew from the window that ends at bar `i`; where a value is missing in it, gives
   * NaN up to the bar at which it has left.
   */
  #renew(i: number): void {
    const { window, state } = this;
    const { values: input, mask } = this.source;
    const anchor = input[i & mask]!;
    let sum = 0;
    for (let bar = i; bar > i - window; bar--) {
      const value = input[bar & mask]!;
      if (!Number.isFinite(value)) {
        state[ANCHOR] = NaN;
        state[RENEWAL] = bar + window;
        return;
      }
      sum += value - anchor;
    }
    const mean = anchor + sum / window;
    const most = 8 * Math.abs(mean);
    const period = Math.max(1024, 4 * window);
    const least = (most + Math.abs(anchor)) * Math.min(period, 2 ** 16) / 2 ** 22;
    state[ANCHOR] = anchor;
    state[SUM] = sum;
    state[LEAST] = mean < 0 ? -most : least;
    state[MOST] = mean < 0 ? -least : most;
    state[RENEWAL] = i + period;
  }
}
