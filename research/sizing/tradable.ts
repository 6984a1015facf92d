import type { Market } from "../engine/market.ts";

/**
 * Rounds units down to the lot; 0 where that is worth less than the smallest order that the venue
 * takes, or where the units are not known yet (NaN). Every quantity of the sizing helpers has gone
 * through it, so an order of it is legal, and a quantity of 0 means: make no order.
 *
 * @param price what the order is valued at, in place of the last close: its limit or its trigger.
 */
export function tradable(m: Market, units: number, price: number = m.close.value): number {
  const quantity = m.roundQuantity(units);
  return quantity > 0 && quantity * price >= m.minNotional ? quantity : 0;
}
