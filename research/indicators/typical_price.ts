import { Line } from "../engine/line.ts";
import type { Computation } from "../engine/series.ts";
import { inCommon, type PriceLines } from "./prices.ts";

/** Typical price of a bar: (high + low + close) / 3. No warm-up of its own. */
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
      output[i & outputMask] =
        (highs[i & highMask]! + lows[i & lowMask]! + closes[i & closeMask]!) /
        3;
    }
  }
}
