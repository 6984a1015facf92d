import type { Market } from "../engine/market.ts";
import { affordable } from "./affordable.ts";
import { tradable } from "./tradable.ts";

/** How much may be lost, and where. */
export interface StopRisk {
  /** Fraction of the account's equity that is lost where the stop is hit, such as 0.01. */
  readonly risk: number;
  /** Trigger of the stop: below the last close to be long, above it to be short. */
  readonly stop: number;
}

/**
 * Units for which an entry at the last close and an exit at the stop lose `risk` of the equity, the
 * taker's fees of both included: risk · equity / (|close − stop| + fee · (close + stop)). A worse
 * entry, slippage and a gap through the stop lose more, since nobody knows them beforehand. No more
 * than the free cash affords (see {@linkcode affordable}), so a near stop risks less than asked for.
 * 0 where that is less than the smallest order, where the stop is not known yet, and for a stop above
 * the close of what cannot be sold short.
 *
 * @throws RangeError for a risk that is not from 0 to 1.
 */
export function riskByStop(m: Market, { risk, stop }: StopRisk): number {
  if (!(risk >= 0 && risk <= 1)) {
    throw new RangeError(
      `Cannot risk ${risk} of the equity on ${m.symbol}; give 0 to 1, such as 0.01`,
    );
  }
  const close = m.close.value;
  if (stop > close && !m.isPerpetual) return 0;
  const lossPerUnit = Math.abs(close - stop) + m.takerFee * (close + stop);
  return tradable(m, Math.min(risk * m.equity / lossPerUnit, affordable(m) / close));
}
