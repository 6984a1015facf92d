import { Line } from "../engine/line.ts";
import type { Computation } from "../engine/series.ts";
import { sma } from "./sma.ts";
import { requireWindow } from "./window.ts";
import { named } from "./named.ts";

/** Between which exponential averages Kaufman's moves, as windows in bars. */
export interface KamaOptions {
  /** Where the price runs straight; 2 by default. */
  readonly fast?: number;
  /** Where it goes nowhere; 30 by default. */
  readonly slow?: number;
}

/**
 * Adaptive moving average of Kaufman: average += c² · (value − average), with
 * c = e · (αfast − αslow) + αslow and the efficiency e = |value − value `window` ago| / Σ |changes|,
 * 1 where nothing has moved. It goes on from the value before its first, as in TA-Lib, whose `fast`
 * and `slow` are always 2 and 30. Warm-up: window bars. NaN while a value of the window is missing;
 * the next efficiency that is known goes on from the average before.
 */
export function kama(source: Line, window: number, options: KamaOptions = {}): Line {
  const { fast = 2, slow = 30 } = options;
  requireWindow("kama", window);
  requireWindow("kama (fast)", fast);
  requireWindow("kama (slow)", slow);
  source.keep(window);
  const moves = new Line(source.series, source.warmUp + 1);
  source.series.compute(new Moves(source, moves));
  const line = new Line(source.series, source.warmUp + window);
  const path = sma(moves, window);
  source.series.compute(new Kama(source, path, line, window, 2 / (fast + 1), 2 / (slow + 1)));
  return named(`kama ${window}`, line, source);
}

/** How far the source moved from bar to bar. */
class Moves implements Computation {
  constructor(readonly source: Line, readonly line: Line) {}

  fill(from: number, to: number): void {
    const { values: input, mask: inputMask } = this.source;
    const { values: output, mask: outputMask, warmUp } = this.line;
    for (let i = Math.max(from, warmUp); i < to; i++) {
      output[i & outputMask] = Math.abs(input[i & inputMask]! - input[(i - 1) & inputMask]!);
    }
  }
}

class Kama implements Computation {
  readonly state = new Float64Array(1).fill(NaN);

  constructor(
    readonly source: Line,
    /** Mean of the moves over the window. */
    readonly path: Line,
    readonly line: Line,
    readonly window: number,
    readonly fast: number,
    readonly slow: number,
  ) {}

  fill(from: number, to: number): void {
    const { window, fast, slow } = this;
    const { values: input, mask: inputMask } = this.source;
    const { values: path, mask: pathMask } = this.path;
    const { values: output, mask: outputMask, warmUp } = this.line;
    let average = this.state[0]!;
    for (let i = Math.max(from, warmUp); i < to; i++) {
      const value = input[i & inputMask]!;
      const length = path[i & pathMask]! * window;
      const distance = Math.abs(value - input[(i - window) & inputMask]!);
      if (Number.isNaN(length)) {
        output[i & outputMask] = NaN;
        continue;
      }
      if (Number.isNaN(average)) average = input[(i - 1) & inputMask]!;
      const efficiency = length <= distance ? 1 : distance / length;
      const pace = efficiency * (fast - slow) + slow;
      average += pace * pace * (value - average);
      output[i & outputMask] = average;
    }
    this.state[0] = average;
  }
}
