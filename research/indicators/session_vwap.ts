import { Line } from "../engine/line.ts";
import type { Computation } from "../engine/series.ts";
import { inCommon, type VolumeLines } from "./prices.ts";
import { typicalPrice } from "./typical_price.ts";
import { named } from "./named.ts";

const DAY = 86_400_000;

/** When the sessions of {@linkcode sessionVwap} begin. */
export interface SessionOptions {
  /** Milliseconds from midnight UTC to a session's start; 0 by default, the UTC day. */
  readonly startMs?: number;
}

/**
 * Volume-weighted average price since the session began: Σ typical price · volume / Σ volume of its
 * bars up to this one, in units of price. Sessions begin once a day, at midnight UTC by default; the
 * bar that opens at or after that time is a session's first. NaN until something has traded in it,
 * and at a bar whose volume is missing, which is left out. No warm-up. TA-Lib has none.
 */
export function sessionVwap(prices: VolumeLines, { startMs = 0 }: SessionOptions = {}): Line {
  if (!Number.isInteger(startMs) || startMs < 0 || startMs >= DAY) {
    throw new RangeError(
      `Cannot begin a session ${startMs} ms after midnight; give a whole number from 0 to ${
        DAY - 1
      }`,
    );
  }
  const { high, low, close, volume } = prices;
  const { series, warmUp } = inCommon("sessionVwap", high, low, close, volume);
  const line = new Line(series, warmUp);
  series.compute(new SessionVwap(typicalPrice(prices), volume, line, startMs));
  return named("session vwap", line);
}

/** Places in the state. */
const SESSION = 0, ANCHOR = 1, TURNOVER = 2, VOLUME = 3;

/** Sums from the session's first price, so that a price that stands still is its own average. */
class SessionVwap implements Computation {
  readonly state = new Float64Array(4).fill(NaN);

  constructor(
    readonly price: Line,
    readonly volume: Line,
    readonly line: Line,
    readonly startMs: number,
  ) {}

  fill(from: number, to: number): void {
    const { startMs, state } = this;
    const { values: times, mask: timeMask } = this.line.series.ts;
    const { values: prices, mask: priceMask } = this.price;
    const { values: volumes, mask: volumeMask } = this.volume;
    const { values: output, mask: outputMask, warmUp } = this.line;
    let session = state[SESSION]!;
    let anchor = state[ANCHOR]!;
    let turnover = state[TURNOVER]!;
    let volume = state[VOLUME]!;
    for (let i = Math.max(from, warmUp); i < to; i++) {
      const price = prices[i & priceMask]!;
      const weight = volumes[i & volumeMask]!;
      if (Number.isNaN(price * weight)) {
        output[i & outputMask] = NaN;
        continue;
      }
      const current = Math.floor((times[i & timeMask]! - startMs) / DAY);
      if (current !== session) {
        session = current;
        anchor = price;
        turnover = 0;
        volume = 0;
      }
      turnover += (price - anchor) * weight;
      volume += weight;
      output[i & outputMask] = anchor + turnover / volume;
    }
    state[SESSION] = session;
    state[ANCHOR] = anchor;
    state[TURNOVER] = turnover;
    state[VOLUME] = volume;
  }
}
