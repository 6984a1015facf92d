import { Line } from "../engine/line.ts";
import type { Computation } from "../engine/series.ts";
import { inCommon, type PriceLines } from "./prices.ts";
import { trueRange } from "./true_range.ts";
import { requireWindow } from "./window.ts";
import { named } from "./named.ts";

/** The three lines of Wilder's directional movement, 0 to 100. */
export interface Adx {
  /** How strong the trend is, whichever its side. */
  readonly adx: Line;
  readonly plusDi: Line;
  readonly minusDi: Line;
}

/**
 * Average directional index of Wilder. A bar moves up by high − high before where that is positive
 * and more than low before − low, down the other way round; ±DI is 100 · Wilder's sum of those moves
 * / that of true ranges, and ADX Wilder's average of 100 · |+DI − −DI| / (+DI + −DI). The sums begin
 * with window − 1 bars and are then decayed, and ADX begins with the mean of `window` indices, as in
 * TA-Lib. All are 0 where nothing has moved. Warm-up of ±DI: window bars; of ADX: 2 · window − 1. A
 * bar with a missing price is passed over.
 */
export function adx(prices: PriceLines, window: number): Adx {
  requireWindow("adx", window, 2);
  const { series, warmUp } = inCommon("adx", prices.high, prices.low, prices.close);
  const index = {
    adx: new Line(series, warmUp + 2 * window - 1),
    plusDi: new Line(series, warmUp + window),
    minusDi: new Line(series, warmUp + window),
  };
  series.compute(new Directional(prices, trueRange(prices), index, window));
  return named(`adx ${window}`, index);
}

/** Places in the state. */
const RANGE = 0, PLUS = 1, MINUS = 2, AVERAGE = 3, COUNT = 4;

class Directional implements Computation {
  /** Sums of true ranges and moves up and down, the ADX, and bars taken in, up to 2 · window. */
  readonly state = new Float64Array(5);

  constructor(
    readonly prices: PriceLines,
    readonly trueRange: Line,
    readonly index: Adx,
    readonly window: number,
  ) {}

  fill(from: number, to: number): void {
    const { window, state } = this;
    const { adx, plusDi, minusDi } = this.index;
    const { values: highs, mask: highMask } = this.prices.high;
    const { values: lows, mask: lowMask } = this.prices.low;
    const { values: trueRanges, mask: trueRangeMask, warmUp } = this.trueRange;
    const { values: averages, mask: averageMask } = adx;
    const { values: plusses, mask: plusMask } = plusDi;
    const { values: minuses, mask: minusMask } = minusDi;
    let range = state[RANGE]!;
    let plus = state[PLUS]!;
    let minus = state[MINUS]!;
    let average = state[AVERAGE]!;
    let count = state[COUNT]!;
    for (let i = Math.max(from, warmUp); i < to; i++) {
      const up = highs[i & highMask]! - highs[(i - 1) & highMask]!;
      const down = lows[(i - 1) & lowMask]! - lows[i & lowMask]!;
      const trueRange = trueRanges[i & trueRangeMask]!;
      let above = NaN;
      let below = NaN;
      let strength = NaN;
      if (!Number.isNaN(up + down + trueRange)) {
        const decay = count < window - 1 ? 0 : 1 / window;
        range += trueRange - range * decay;
        plus += (up > 0 && up > down ? up : 0) - plus * decay;
        minus += (down > 0 && down > up ? down : 0) - minus * decay;
        if (count < 2 * window) count++;
        if (count >= window) {
          above = range === 0 ? 0 : 100 * (plus / range);
          below = range === 0 ? 0 : 100 * (minus / range);
          const both = above + below;
          const each = both === 0 ? 0 : 100 * (Math.abs(above - below) / both);
          average += (each - average) / Math.min(count - window + 1, window);
          if (count >= 2 * window - 1) strength = average;
        }
      }
      plusses[i & plusMask] = above;
      minuses[i & minusMask] = below;
      averages[i & averageMask] = strength;
    }
    state[RANGE] = range;
    state[PLUS] = plus;
    state[MINUS] = minus;
    state[AVERAGE] = average;
    state[COUNT] = count;
  }
}
