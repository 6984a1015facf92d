import type { Account } from "./account.ts";
import { initialMargin } from "./margin.ts";
import { WORKING } from "./order_state.ts";
import { BUY, LIMIT, MARKET, REDUCE_ONLY, STOP_LIMIT, TRAILING_STOP } from "./order_type.ts";
import type { Orders } from "./orders.ts";
import { stepsDown, stepValue } from "./step.ts";

/** The price that an order is valued at: its limit, its trigger, or the mark where it has neither. */
function orderPrice(orders: Orders, id: number, account: Account): number {
  const row = id - 1;
  const type = orders.type[row]!;
  if (type === MARKET || type === TRAILING_STOP) return account.mark[orders.instrument[row]!]!;
  return type === LIMIT || type === STOP_LIMIT ? orders.limit[row]! : orders.trigger[row]!;
}

/** Units that an order has still to trade; NaN for one by quote amount. */
function openUnits(orders: Orders, id: number, account: Account): number {
  const row = id - 1;
  const { lot } = account.listings[orders.instrument[row]!]!;
  const filled = orders.filled[row]!;
  return filled === 0 ? orders.quantity[row]! : orders.quantity[row]! - stepValue(lot, filled);
}

/**
 * What an order has still to trade for, in quote currency before fees: its quote amount, or its
 * quantity at its own price, at the mark for a market order.
 */
export function orderValue(orders: Orders, id: number, account: Account): number {
  const row = id - 1;
  const quote = orders.quote[row]!;
  if (quote >= 0) return quote - orders.spent[row]!;
  return openUnits(orders, id, account) * orderPrice(orders, id, account);
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

/** Whole lots that an order has still to trade, at its price where it is by quote amount. */
export function openLots(orders: Orders, id: number, account: Account): number {
  const row = id - 1;
  const { lot } = account.listings[orders.instrument[row]!]!;
  return orders.quote[row]! >= 0
    ? stepsDown(lot, orderValue(orders, id, account) / account.mark[orders.instrument[row]!]!)
    : stepsDown(lot, orders.quantity[row]!) - orders.filled[row]!;
}

/**
 * Whether an order lays claim to what it would trade: what protects an entry only once that has
 * filled, and of a group only the first.
 */
function claims(orders: Orders, account: Account, index: number, before: number): boolean {
  const id = orders.open[index]!;
  const row = id - 1;
  if (account.owner > 0 && orders.owner[row] !== account.owner) return false;
  if (id >= before || orders.cancelling[row] === 1) return false;
  if (orders.parent[row]! > 0 && orders.state[row] !== WORKING) return false;
  const group = orders.group[row]!;
  if (group === 0) return true;
  for (let i = 0; i < index; i++) {
    const other = orders.open[i]! - 1;
    if (orders.group[other] === group && orders.cancelling[other] === 0) return false;
  }
  return true;
}

/**
 * Cash that nothing lays claim to: neither an open order to buy nor the margin of a perpetual and of
 * its open orders. Orders from id `before` on do not count.
 */
export function freeCash(orders: Orders, account: Account, before = Infinity): number {
  let free = account.cash;
  for (let i = 0; i < orders.openCount; i++) {
    const id = orders.open[i]!;
    const row = id - 1;
    if (orders.side[row] !== BUY || !claims(orders, account, i, before)) continue;
    if (!account.listings[orders.instrument[row]!]!.linear) free -= orderCost(orders, id, account);
  }
  if (!account.margined) return free;
  for (let i = 0; i < account.listings.length; i++) {
    if (!account.listings[i]!.linear) continue;
    free -= marginClaim(orders, account, i, before);
    if (!account.isIsolated) free += account.unrealised(i);
  }
  return free;
}

/**
 * Margin that a perpetual's position and open orders take up, fees of the orders included: that of
 * the larger of what it would be with all orders to buy filled and with all orders to sell filled.
 */
export function marginClaim(
  orders: Orders,
  account: Account,
  instrument: number,
  before = Infinity,
): number {
  const mark = account.mark[instrument]!;
  const { takerFee } = account.listings[instrument]!;
  const held = account.units[instrument]! * mark;
  let long = held;
  let short = -held;
  let fees = 0;
  for (let i = 0; i < orders.openCount; i++) {
    const id = orders.open[i]!;
    const row = id - 1;
    const counts = orders.instrument[row] === instrument && claims(orders, account, i, before) &&
      (orders.flags[row]! & REDUCE_ONLY) === 0;
    if (!counts) continue;
    const cost = orderCost(orders, id, account);
    const value = orders.quote[row]! >= 0 ? cost / (1 + takerFee) : orderValue(orders, id, account);
    fees += cost - value;
    if (orders.side[row] === BUY) long += value;
    else short += value;
  }
  if (account.isIsolated) {
    const opened = Math.max(long, short) - Math.abs(held);
    return account.isolated[instrument]! + fees +
      (opened > 0 ? initialMargin(account, instrument, opened) : 0);
  }
  return initialMargin(account, instrument, Math.max(long, short)) + fees;
}

/**
 * Whole lots of the position that no open order to close lays claim to, 0 or more; orders from id
 * `before` on do not count.
 */
export function freeLots(
  orders: Orders,
  account: Account,
  instrument: number,
  before = Infinity,
): number {
  const held = account.lots[instrument]!;
  if (held === 0) return 0;
  let free = Math.abs(held);
  for (let i = 0; i < orders.openCount; i++) {
    const id = orders.open[i]!;
    const row = id - 1;
    const closes = orders.instrument[row] === instrument && orders.side[row]! * held < 0;
    if (closes && claims(orders, account, i, before)) free -= openLots(orders, id, account);
  }
  return free;
}

/** Whether an open order that may add to a position in the instrument lays claim to cash. */
export function isOpening(orders: Orders, account: Account, instrument: number): boolean {
  const { linear } = account.listings[instrument]!;
  for (let i = 0; i < orders.openCount; i++) {
    const row = orders.open[i]! - 1;
    const opens = orders.instrument[row] === instrument && orders.cancelling[row] === 0 &&
      (orders.flags[row]! & REDUCE_ONLY) === 0 && orders.parent[row] === 0 &&
      (account.owner === 0 || orders.owner[row] === account.owner);
    if (opens && (linear || orders.side[row] === BUY)) return true;
  }
  return false;
}
