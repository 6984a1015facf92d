import { Line } from "../engine/line.ts";
import type { Computation } from "../engine/series.ts";
import { requireWindow } from "./window.ts";

/** The greatest (`sign` 1) or least (`sign` −1) of the last `window` values. */
export function extreme(name: string, source: Line, window: number, sign: number): Line {
  requireWindow(name, window);
  source.keep(window);
  const line = new Line(source.series, source.warmUp + window - 1);
  source.series.compute(new Extreme(source, line, window, sign));
  return line;
}

/**
 * Cuts the bars into blocks of `window`. A window is the end of one block and the beginning of the
 * next: its extreme is the better of the two parts' (van Herk 1992, Gil and Werman 1993), three
 * comparisons a bar whatever the window.
 */
class Extreme implements Computation {
  /** The extreme of the block so far; then, by place, of the last block's rest from there on. */
  readonly state: Float64Array;

  constructor(
    readonly source: Line,
    readonly line: Line,
    readonly window: number,
    readonly sign: number,
  ) {
    this.state = new Float64Array(window + 1).fill(NaN);
    this.state[window] = -Infinity;
  }

  fill(from: number, to: number): void {
    const { window, sign, state } = this;
    const { values: input, mask: inputMask, warmUp } = this.source;
    const { values: output, mask: outputMask } = this.line;
    let begun = state[0]!;
    let i = Math.max(from, warmUp);
    while (i < to) {
      const place = (i - warmUp) % window;
      if (place === 0) {
        begun = -Infinity;
        if (i > warmUp) this.#rest(i);
      }
      const rests = place + 1 - i;
      const end = Math.min(to, i + window - place);
      for (; i < end; i++) {
        begun = Math.max(begun, sign * input[i & inputMask]!);
        output[i & outputMask] = sign * Math.max(begun, state[i + rests]!);
      }
    }
    state[0] = begun;
  }

  /** Runs back over the block that ends before bar `i`. */
  #rest(i: number): void {
    const { window, sign, state } = this;
    const { values: input, mask } = this.source;
    let best = -Infinity;
    for (let place = window - 1; place > 0; place--) {
      best = Math.max(best, sign * input[(i - window + place) & mask]!);
      state[place] = best;
    }
  }
}
