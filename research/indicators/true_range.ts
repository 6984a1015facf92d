import { Line } from "../engine/line.ts";
import type { Computation } from "../engine/series.ts";
import { inCommon, type PriceLines } from "./prices.ts";

/**
 * True range of a bar, in units of price: max(high, close before) − min(low, close before), so that
 * a gap counts as part of the range. Warm-up: 1 bar, for the first has no close before it.
 */
export function trueRange(prices: PriceLines): Line {
  const { high, low, close } = prices;
  const { series, warmUp } = inCommon("trueRange", high, low, close);
  const line = new Line(series, warmUp + 1);
  series.compute(new TrueRange(prices, line));
  return line;
}

class TrueRange implements Computation {
  constructor(readonly prices: PriceLines, readonly line: Line) {}

  fill(from: number, to: number): void {
    const { high, low, close } = this.prices;
    const { values: highs, mask: highMask } = high;
    const { values: lows, mask: lowMask } = low;
    const { values: closes, mask: closeMask } = close;
    const { values: output, mask: outputMask, warmUp } = this.line;
    for (let i = Math.max(from, warmUp); i < to; i++) {
      const before = closes[(i - 1) & closeMask]!;
      output[i & outputMask] = Math.max(highs[i & highMask]!, before) -
        Math.min(lows[i & lowMask]!, before);
    }
  }
}
