import { Line } from "../engine/line.ts";
import type { Computation } from "../engine/series.ts";
import { inCommon, type VolumeLines } from "./prices.ts";
import { typicalPrice } from "./typical_price.ts";
import { requireWindow } from "./window.ts";
import { named } from "./named.ts";

/**
 * Volume-weighted average price of the last `window` bars: Σ typical price · volume / Σ volume, in
 * units of price. NaN where nothing has traded in the window, and while a volume of it is missing.
 * Warm-up: window − 1 bars. For the average since a session began see {@linkcode sessionVwap}.
 * TA-Lib has none.
 */
export function vwap(prices: VolumeLines, window: number): Line {
  requireWindow("vwap", window);
  const { high, low, close, volume } = prices;
  const { series, warmUp } = inCommon("vwap", high, low, close, volume);
  const price = typicalPrice(prices);
  price.keep(window);
  volume.keep(window);
  const line = new Line(series, warmUp + window - 1);
  series.compute(new Vwap(price, volume, line, window));
  return named(`vwap ${window}`, line);
}

/** Places in the state; the last block's rests follow, first of turnover, then of volume. */
const ANCHOR = 0, TURNOVER = 1, VOLUME = 2, RESTS = 3;

/**
 * Blocks of `window` bars, each anchored at its first price, as for the standard deviation; the
 * turnover is that of the price less the anchor.
 */
class Vwap implements Computation {
  readonly state: Float64Array;

  constructor(
    readonly price: Line,
    readonly volume: Line,
    readonly line: Line,
    readonly window: number,
  ) {
    this.state = new Float64Array(RESTS + 2 * (window + 1)).fill(NaN);
    this.state[RESTS + window] = 0;
    this.state[RESTS + 2 * window + 1] = 0;
  }

  fill(from: number, to: number): void {
    const { window, state } = this;
    const { values: prices, mask: priceMask } = this.price;
    const { values: volumes, mask: volumeMask } = this.volume;
    const { values: output, mask: outputMask, warmUp } = this.line;
    const first = warmUp - window + 1;
    let anchor = state[ANCHOR]!;
    let begunTurnover = state[TURNOVER]!;
    let begunVolume = state[VOLUME]!;
    let i = Math.max(from, first);
    while (i < to) {
      const place = (i - first) % window;
      if (place === 0) {
        anchor = prices[i & priceMask]!;
        begunTurnover = 0;
        begunVolume = 0;
        if (i > first) this.#rest(i, anchor);
      }
      const rests = RESTS + place + 1 - i;
      const volumeRests = rests + window + 1;
      const end = Math.min(to, i + window - place);
      for (; i < end; i++) {
        const weight = volumes[i & volumeMask]!;
        begunTurnover += (prices[i & priceMask]! - anchor) * weight;
        begunVolume += weight;
        const turnover = begunTurnover + state[i + rests]!;
        const volume = begunVolume + state[i + volumeRests]!;
        output[i & outputMask] = anchor + turnover / volume;
      }
    }
    state[ANCHOR] = anchor;
    state[TURNOVER] = begunTurnover;
    state[VOLUME] = begunVolume;
  }

  /** Runs back over the block that ends before bar `i`. */
  #rest(i: number, anchor: number): void {
    const { window, state } = this;
    const { values: prices, mask: priceMask } = this.price;
    const { values: volumes, mask: volumeMask } = this.volume;
    let turnover = 0;
    let volume = 0;
    for (let place = window - 1; place > 0; place--) {
      const bar = i - window + place;
      const weight = volumes[bar & volumeMask]!;
      turnover += (prices[bar & priceMask]! - anchor) * weight;
      volume += weight;
      state[RESTS + place] = turnover;
      state[RESTS + window + 1 + place] = volume;
    }
  }
}
