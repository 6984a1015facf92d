import type { Market } from "../engine/market.ts";
import { affordable } from "./affordable.ts";
import { tradable } from "./tradable.ts";

/**
 * Units worth this fraction of the account's equity at the last close, taker's fee included; above 1
 * it needs leverage. No more than the free cash affords (see {@linkcode affordable}); 0 where that is
 * less than the smallest order.
 *
 * @throws RangeError for a fraction that is negative or infinite.
 */
export function percentOfEquity(m: Market, fraction: number): number {
  if (fraction < 0 || fraction === Infinity) {
    throw new RangeError(
      `Cannot size ${m.symbol} by ${fraction} of equity; give 0 or more, such as 0.5`,
    );
  }
  const value = Math.min(fraction * m.equity / (1 + m.takerFee), affordable(m));
  return tradable(m, value / m.close.value);
}
