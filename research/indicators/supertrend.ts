import { Line } from "../engine/line.ts";
import type { Computation } from "../engine/series.ts";
import { atr } from "./atr.ts";
import { inCommon, type PriceLines } from "./prices.ts";
import { requireWidth, requireWindow } from "./window.ts";
import { named } from "./named.ts";

/** The trailing line of a Supertrend and the side of it that the market is on. */
export interface Supertrend {
  /** In units of price: below the market in an up-trend, above it in a down-trend. */
  readonly line: Line;
  /** 1 in an up-trend, −1 in a down-trend. */
  readonly direction: Line;
}

/**
 * Supertrend of Seban: bands `width` average true ranges of Wilder off the middle of each bar,
 * (high + low) / 2, of which the lower only rises in an up-trend and the upper only falls in a
 * down-trend; a close beyond the band turns the trend. As on TradingView it begins in a down-trend
 * (there `direction` has the opposite signs, and the average true range begins one bar earlier).
 * Warm-up: window bars. TA-Lib has none. A bar with a missing price is passed over.
 */
export function supertrend(prices: PriceLines, window: number, width = 3): Supertrend {
  requireWindow("supertrend", window);
  requireWidth("supertrend", width);
  const { series } = inCommon("supertrend", prices.high, prices.low, prices.close);
  const range = atr(prices, window);
  const trend = {
    line: new Line(series, range.warmUp),
    direction: new Line(series, range.warmUp),
  };
  series.compute(new Trend(prices, range, trend, width));
  return named(`supertrend ${window}`, trend);
}

/** Places in the state. */
const UPPER = 0, LOWER = 1, DIRECTION = 2, CLOSE = 3;

class Trend implements Computation {
  readonly state = Float64Array.of(NaN, NaN, -1, NaN);

  constructor(
    readonly prices: PriceLines,
    readonly range: Line,
    readonly trend: Supertrend,
    readonly width: number,
  ) {}

  fill(from: number, to: number): void {
    const { width, state } = this;
    const { high, low, close } = this.prices;
    const { values: highs, mask: highMask } = high;
    const { values: lows, mask: lowMask } = low;
    const { values: closes, mask: closeMask } = close;
    const { values: ranges, mask: rangeMask } = this.range;
    const { values: lines, mask: lineMask, warmUp } = this.trend.line;
    const { values: directions, mask: directionMask } = this.trend.direction;
    let upper = state[UPPER]!;
    let lower = state[LOWER]!;
    let direction = state[DIRECTION]!;
    let before = state[CLOSE]!;
    for (let i = Math.max(from, warmUp); i < to; i++) {
      const middle = (highs[i & highMask]! + lows[i & lowMask]!) / 2;
      const reach = width * ranges[i & rangeMask]!;
      const last = closes[i & closeMask]!;
      if (Number.isNaN(middle + reach + last)) {
        lines[i & lineMask] = NaN;
        directions[i & directionMask] = NaN;
        continue;
      }
      const above = middle + reach;
      const below = middle - reach;
      if (!(above >= upper) || before > upper) upper = above;
      if (!(below <= lower) || before < lower) lower = below;
      if (direction > 0) {
        if (last < lower) direction = -1;
      } else if (last > upper && !Number.isNaN(before)) direction = 1;
      lines[i & lineMask] = direction > 0 ? lower : upper;
      directions[i & directionMask] = direction;
      before = last;
    }
    state[UPPER] = upper;
    state[LOWER] = lower;
    state[DIRECTION] = direction;
    state[CLOSE] = before;
  }
}
