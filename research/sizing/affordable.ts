import type { Market } from "../engine/market.ts";

/** Part of the free cash that is left alone, since the next open may lie beyond the last close. */
const CUSHION = 0.01;

/**
 * The value of a position that the free cash can open, before fees, in quote currency: 99 % of the
 * cash with the taker's fee taken off, times the leverage on a perpetual. The hundredth is for a next
 * open above the last close, at which a larger order could cost more than there is and be rejected.
 * To spend all, buy by quote amount, which takes its quantity from the price at the fill.
 *
 * @param cash in place of all the free cash, such as the market's budget.
 */
export function affordable(m: Market, cash: number = m.freeCash): number {
  return (1 - CUSHION) * cash / (1 / m.leverage + m.takerFee);
}
