import { Line } from "../engine/line.ts";
import type { Computation } from "../engine/series.ts";
import type { Bands } from "./bands.ts";
import { highest } from "./highest.ts";
import { lowest } from "./lowest.ts";
import { inCommon, type PriceLines } from "./prices.ts";
import { requireWindow } from "./window.ts";
import { named } from "./named.ts";

/**
 * Donchian channel: the highest high and the lowest low of the last `window` bars, and the mean of
 * the two. The current bar is in it, so a close is never above `upper`: a breakout is a close above
 * `upper.previous`. Warm-up: window − 1 bars. TA-Lib has none.
 */
export function donchian(prices: Pick<PriceLines, "high" | "low">, window: number): Bands {
  const { high, low } = prices;
  requireWindow("donchian", window);
  const { series, warmUp } = inCommon("donchian", high, low);
  const channel = {
    upper: highest(high, window),
    middle: new Line(series, warmUp + window - 1),
    lower: lowest(low, window),
  };
  series.compute(new Middle(channel));
  return named(`donchian ${window}`, channel);
}

class Middle implements Computation {
  constructor(readonly channel: Bands) {}

  fill(from: number, to: number): void {
    const { upper, middle, lower } = this.channel;
    const { values: above, mask: aboveMask } = upper;
    const { values: below, mask: belowMask } = lower;
    const { values: output, mask: outputMask, warmUp } = middle;
    for (let i = Math.max(from, warmUp); i < to; i++) {
      output[i & outputMask] = (above[i & aboveMask]! + below[i & belowMask]!) / 2;
    }
  }
}
