import { Line } from "../engine/line.ts";
import type { Computation } from "../engine/series.ts";
import { inCommon, type PriceLines } from "./prices.ts";

/**
 * Typical price of a bar: (high + low + close) / 3, taken as the low plus a third of what the other
 * two lie above it, so that a bar whose prices are all one has just that. No warm-up of its own.
 */
export function typicalPrice(prices: PriceLines): Line {
  const { high, low, close } = prices;
  const { series, warmUp } = inCommon("typicalPrice", high, low, close);
  const line = new Line(series, warmUp);
  series.compute(new TypicalPrice(prices, line));
  return line;
}

class TypicalPrice implements Computation {
  constructor(readonly prices: PriceLines, readonly line: Line) {}

  fill(from: number, to: number): void {
    const { high, low, close } = this.prices;
    const { values: highs, mask: highMask } = high;
    const { values: lows, mask: lowMask } = low;
    const { values: closes, mask: closeMask } = close;
    const { values: output, mask: outputMask, warmUp } = this.line;
    for (let i = Math.max(from, warmUp); i < to; i++) {
      const bottom = lows[i & lowMask]!;
      const above = (highs[i & highMask]! - bottom) + (closes[i & closeMask]! - bottom);
      output[i & outputMask] = bottom + above / 3;
    }
  }
}
