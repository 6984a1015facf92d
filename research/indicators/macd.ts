import { Line } from "../engine/line.ts";
import type { Computation } from "../engine/series.ts";
import { exponential } from "./exponential.ts";
import { requireWindow } from "./window.ts";
import { named } from "./named.ts";

/** The windows of a MACD in bars. */
export interface MacdOptions {
  /** 12 by default. */
  readonly fast?: number;
  /** 26 by default; longer than `fast`. */
  readonly slow?: number;
  /** 9 by default. */
  readonly signal?: number;
}

/** The three lines of a MACD, in the unit of its source. */
export interface Macd {
  /** Fast less slow average. */
  readonly macd: Line;
  /** Exponential average of `macd`. */
  readonly signal: Line;
  /** `macd` less `signal`. */
  readonly histogram: Line;
}

/**
 * Moving average convergence and divergence: EMA(fast) − EMA(slow), and its EMA(signal). Both
 * averages begin at one bar, so the fast one's seed is the mean of the last `fast` values before it,
 * as in TA-Lib. Warm-up of `macd`: slow − 1 bars (TA-Lib withholds it until the signal is defined);
 * of `signal` and `histogram`: slow + signal − 2.
 */
export function macd(source: Line, options: MacdOptions = {}): Macd {
  const { fast = 12, slow = 26, signal: smoothing = 9 } = options;
  requireWindow("macd (fast)", fast);
  requireWindow("macd (slow)", slow, fast + 1);
  requireWindow("macd (signal)", smoothing);
  const above = exponential(source, {
    window: fast,
    alpha: 2 / (fast + 1),
    skip: slow - fast,
  });
  const below = exponential(source, { window: slow, alpha: 2 / (slow + 1) });
  const macd = difference(above, below);
  const signal = exponential(macd, { window: smoothing, alpha: 2 / (smoothing + 1) });
  const lines = { macd, signal, histogram: difference(macd, signal) };
  return named(`macd ${fast} ${slow} ${smoothing}`, lines, source);
}

/** One line less another, from the later warm-up on. */
function difference(a: Line, b: Line): Line {
  const line = new Line(a.series, Math.max(a.warmUp, b.warmUp));
  a.series.compute(new Difference(a, b, line));
  return line;
}

class Difference implements Computation {
  constructor(readonly a: Line, readonly b: Line, readonly line: Line) {}

  fill(from: number, to: number): void {
    const { values: inputA, mask: maskA } = this.a;
    const { values: inputB, mask: maskB } = this.b;
    const { values: output, mask: outputMask, warmUp } = this.line;
    for (let i = Math.max(from, warmUp); i < to; i++) {
      output[i & outputMask] = inputA[i & maskA]! - inputB[i & maskB]!;
    }
  }
}
