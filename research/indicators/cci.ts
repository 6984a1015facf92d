import { Line } from "../engine/line.ts";
import type { Computation } from "../engine/series.ts";
import type { PriceLines } from "./prices.ts";
import { sma } from "./sma.ts";
import { typicalPrice } from "./typical_price.ts";
import { requireWindow } from "./window.ts";
import { named } from "./named.ts";

/**
 * Commodity channel index of Lambert: (p − mean) / (0.015 · mean absolute deviation) of the typical
 * price over the last `window` bars; 0 where the price has not moved, as in TA-Lib. Warm-up:
 * window − 1 bars. Each bar costs in proportion to the window, for absolute deviations from a moving
 * mean have no running form. NaN while a price of the window is missing.
 */
export function cci(prices: PriceLines, window: number): Line {
  requireWindow("cci", window, 2);
  const price = typicalPrice(prices);
  price.keep(window);
  const mean = sma(price, window);
  const line = new Line(price.series, mean.warmUp);
  price.series.compute(new Cci(price, mean, line, window));
  return named(`cci ${window}`, line);
}

class Cci implements Computation {
  constructor(
    readonly price: Line,
    readonly mean: Line,
    readonly line: Line,
    readonly window: number,
  ) {}

  fill(from: number, to: number): void {
    const { window } = this;
    const { values: prices, mask: priceMask } = this.price;
    const { values: means, mask: meanMask } = this.mean;
    const { values: output, mask: outputMask, warmUp } = this.line;
    for (let i = Math.max(from, warmUp); i < to; i++) {
      const mean = means[i & meanMask]!;
      let deviations = 0;
      for (let bar = i - window + 1; bar <= i; bar++) {
        deviations += Math.abs(prices[bar & priceMask]! - mean);
      }
      const offset = prices[i & priceMask]! - mean;
      output[i & outputMask] = deviations === 0 ? 0 : offset / (0.015 * deviations / window);
    }
  }
}
