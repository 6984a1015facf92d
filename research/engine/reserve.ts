import type { Account } from "./account.ts";
import { BUY, MARKET, type Orders } from "./orders.ts";
import { stepsDown } from "./step.ts";

/**
 * What an order would trade for, in quote currency before fees: its quote amount, or its quantity
 * at its own price, at the mark for a market order.
 */
export function orderValue(orders: Orders, id: number, account: Account): number {
  const row = id - 1;
  if (orders.quote[row]! >= 0) return orders.quote[row]!;
  const price = orders.type[row] === MARKET
    ? account.mark[orders.instrument[row]!]!
    : orders.price[row]!;
  return orders.quantity[row]! * price;
}

/**
 * The cash an order to buy would take, fee included; a quote amount includes it already. Summed as
 * a fill is, so that a fill at the same price takes the same, to the last digit.
 */
export function orderCost(orders: Orders, id: number, account: Account): number {
  const row = id - 1;
  const value = orderValue(orders, id, account);
  return orders.quote[row]! >= 0
    ? value
    : value + value * account.listings[orders.instrument[row]!]!.takerFee;
}

/** Cash that no open order to buy lays claim to; orders from id `before` on do not count. */
export function freeCash(orders: Orders, account: Account, before = Infinity): number {
  let free = account.cash;
  for (let i = 0; i < orders.openCount; i++) {
    const id = orders.open[i]!;
    const row = id - 1;
    if (id < before && orders.side[row] === BUY && orders.cancelling[row] === 0) {
      free -= orderCost(orders, id, account);
    }
  }
  return free;
}

/** Whole lots held that no open order to sell lays claim to; orders from id `before` on do not count. */
export function freeLots(
  orders: Orders,
  account: Account,
  instrument: number,
  before = Infinity,
): number {
  const { lot } = account.listings[instrument]!;
  let free = account.lots[instrument]!;
  for (let i = 0; i < orders.openCount; i++) {
    const id = orders.open[i]!;
    const row = id - 1;
    const claims = id < before && orders.instrument[row] === instrument &&
      orders.side[row] !== BUY && orders.cancelling[row] === 0;
    if (claims) free -= stepsDown(lot, orders.quantity[row]!);
  }
  return free;
}

/** Whether an open order to buy the instrument lays claim to cash. */
export function isBuying(orders: Orders, instrument: number): boolean {
  for (let i = 0; i < orders.openCount; i++) {
    const row = orders.open[i]! - 1;
    const claims = orders.instrument[row] === instrument && orders.side[row] === BUY &&
      orders.cancelling[row] === 0;
    if (claims) return true;
  }
  return false;
}
