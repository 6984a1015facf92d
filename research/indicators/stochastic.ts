import { Line } from "../engine/line.ts";
import type { Computation } from "../engine/series.ts";
import { highest } from "./highest.ts";
import { lowest } from "./lowest.ts";
import { inCommon, type PriceLines } from "./prices.ts";
import { sma } from "./sma.ts";
import { requireWindow } from "./window.ts";
import { named } from "./named.ts";

/** How a stochastic is smoothed, in bars. */
export interface StochasticOptions {
  /** Window of the mean that makes `k`; 3 by default, 1 for the fast stochastic. */
  readonly smoothing?: number;
  /** Window of the mean of `k` that is `d`; 3 by default. */
  readonly signal?: number;
}

/** The two lines of a stochastic, 0 to 100. */
export interface Stochastic {
  readonly k: Line;
  readonly d: Line;
}

/**
 * Slow stochastic of Lane: where the close lies between the lowest low (0) and the highest high
 * (100) of the last `window` bars, smoothed by a simple mean into `k`, and again into `d`; 0 where
 * the range is nil, as in TA-Lib. Warm-up of `k`: window + smoothing − 2 bars (TA-Lib withholds it
 * until `d` is defined); of `d`: signal − 1 more.
 */
export function stochastic(
  prices: PriceLines,
  window: number,
  options: StochasticOptions = {},
): Stochastic {
  const { smoothing = 3, signal = 3 } = options;
  requireWindow("stochastic", window);
  requireWindow("stochastic (smoothing)", smoothing);
  requireWindow("stochastic (signal)", signal);
  const { close, high, low } = prices;
  const { series, warmUp } = inCommon("stochastic", high, low, close);
  const raw = new Line(series, warmUp + window - 1);
  series.compute(new Raw(close, highest(high, window), lowest(low, window), raw));
  const k = sma(raw, smoothing);
  return named(`stochastic ${window}`, { k, d: sma(k, signal) });
}

/** Where the close lies in the range, not smoothed. */
class Raw implements Computation {
  constructor(
    readonly close: Line,
    readonly upper: Line,
    readonly lower: Line,
    readonly line: Line,
  ) {}

  fill(from: number, to: number): void {
    const { values: closes, mask: closeMask } = this.close;
    const { values: above, mask: aboveMask } = this.upper;
    const { values: below, mask: belowMask } = this.lower;
    const { values: output, mask: outputMask, warmUp } = this.line;
    for (let i = Math.max(from, warmUp); i < to; i++) {
      const low = below[i & belowMask]!;
      const range = above[i & aboveMask]! - low;
      output[i & outputMask] = range === 0 ? 0 : 100 * ((closes[i & closeMask]! - low) / range);
    }
  }
}
