import { Line } from "../engine/line.ts";
import type { Computation } from "../engine/series.ts";
import { requireWindow } from "./window.ts";

/** The price lines that a true range needs: a market or the bars of a higher timeframe. */
export interface PriceLines {
  readonly high: Line;
  readonly low: Line;
  readonly close: Line;
}

/**
 * Average true range of Wilder: the true range max(high, previous close) − min(low, previous close),
 * averaged with α = 1 / window after a seed of `window` plain means, as TA-Lib does.
 * Warm-up: window bars.
 */
export function atr(prices: PriceLines, window: number): Line {
  requireWindow("atr", prices.close, window);
  const line = new Line(prices.close.series, window);
  prices.close.series.compute(new Atr(prices, line, window));
  return line;
}

class Atr implements Computation {
  readonly #state = new Float64Array(1);

  constructor(readonly prices: PriceLines, readonly line: Line, readonly window: number) {}

  fill(from: number, to: number): void {
    const { window } = this;
    const { high, low, close } = this.prices;
    const { values: highs, mask: highMask } = high;
    const { values: lows, mask: lowMask } = low;
    const { values: closes, mask: closeMask } = close;
    const { values: output, mask: outputMask } = this.line;
    let state = this.#state[0]!;
    for (let i = Math.max(from, 1); i < to; i++) {
      const before = closes[(i - 1) & closeMask]!;
      const range = Math.max(highs[i & highMask]!, before) - Math.min(lows[i & lowMask]!, before);
      if (i > window) state = (state * (window - 1) + range) / window;
      else {
        state += range;
        if (i === window) state /= window;
      }
      if (i >= window) output[i & outputMask] = state;
    }
    this.#state[0] = state;
  }
}
