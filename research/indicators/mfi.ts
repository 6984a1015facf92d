import { Line } from "../engine/line.ts";
import type { Computation } from "../engine/series.ts";
import { inCommon, type VolumeLines } from "./prices.ts";
import { sma } from "./sma.ts";
import { typicalPrice } from "./typical_price.ts";
import { requireWindow } from "./window.ts";
import { named } from "./named.ts";

/**
 * Money flow index, 0 to 100: 100 · in / (in + out), where a bar's typical price · volume flows in
 * if the typical price has risen, out if it has fallen, summed over the last `window` bars. 0 where
 * nothing has flowed (TA-Lib gives 0 wherever the sum is below 1, which cheap or thin markets never
 * exceed). Warm-up: window bars. NaN while a volume of the window is missing.
 */
export function mfi(prices: VolumeLines, window: number): Line {
  requireWindow("mfi", window);
  const { high, low, close, volume } = prices;
  const { series, warmUp } = inCommon("mfi", high, low, close, volume);
  const inflow = new Line(series, warmUp + 1);
  const outflow = new Line(series, warmUp + 1);
  series.compute(new Flows(typicalPrice(prices), volume, inflow, outflow));
  const line = new Line(series, warmUp + window);
  series.compute(new Share(sma(inflow, window), sma(outflow, window), line));
  return named(`mfi ${window}`, line);
}

class Flows implements Computation {
  constructor(
    readonly price: Line,
    readonly volume: Line,
    readonly inflow: Line,
    readonly outflow: Line,
  ) {}

  fill(from: number, to: number): void {
    const { values: prices, mask: priceMask } = this.price;
    const { values: volumes, mask: volumeMask } = this.volume;
    const { values: inflows, mask: inMask, warmUp } = this.inflow;
    const { values: outflows, mask: outMask } = this.outflow;
    for (let i = Math.max(from, warmUp); i < to; i++) {
      const price = prices[i & priceMask]!;
      const change = price - prices[(i - 1) & priceMask]!;
      const flow = price * volumes[i & volumeMask]!;
      const none = Number.isNaN(change + flow) ? NaN : 0;
      inflows[i & inMask] = change > 0 ? flow : none;
      outflows[i & outMask] = change < 0 ? flow : none;
    }
  }
}

/** The first of two flows as a percentage of both. */
class Share implements Computation {
  constructor(readonly inflow: Line, readonly outflow: Line, readonly line: Line) {}

  fill(from: number, to: number): void {
    const { values: inflows, mask: inMask } = this.inflow;
    const { values: outflows, mask: outMask } = this.outflow;
    const { values: output, mask: outputMask, warmUp } = this.line;
    for (let i = Math.max(from, warmUp); i < to; i++) {
      const flow = inflows[i & inMask]!;
      const both = flow + outflows[i & outMask]!;
      output[i & outputMask] = both === 0 ? 0 : 100 * (flow / both);
    }
  }
}
