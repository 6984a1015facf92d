import type { Account } from "./account.ts";
import { exceeds } from "./exceeds.ts";
import type { Fills } from "./fills.ts";
import { LossWatch, type SavedLosses } from "./loss_watch.ts";
import { REFUSED } from "./order_state.ts";
import { BUY, LIMIT, MARKET, REDUCE_ONLY, STOP_LIMIT, TRAIL_FRACTION } from "./order_type.ts";
import type { OrderChange, Orders } from "./orders.ts";
import type { RiskLimits } from "./risk_limits.ts";
import { freeCash, freeLots, marginClaim, openLots, orderCost, orderValue } from "./reserve.ts";
import { decimalText, isMultiple, stepValue } from "./step.ts";

/** The account that a gate guards. */
export interface GateInput {
  readonly orders: Orders;
  readonly account: Account;
  readonly fills: Fills;
}

/**
 * Judges every order request before it may reach a venue. The same code stands in the backtest and
 * on the live host. Orders that reduce a position pass the risk limits; nothing is resized.
 */
export class RiskGate {
  readonly #orders: Orders;
  readonly #account: Account;
  readonly #limits: RiskLimits;
  readonly #losses: LossWatch;

  constructor({ orders, account, fills }: GateInput, limits: RiskLimits = {}) {
    this.#orders = orders;
    this.#account = account;
    this.#limits = limits;
    this.#losses = new LossWatch(account, fills, limits);
  }

  /** Whether a limit needs to be told of every row. */
  get watchesRows(): boolean {
    return this.#losses.isOn;
  }

  /** Notes the account at a row's close; `ts` is the open time of the row's bars. */
  closeRow(ts: number): void {
    this.#losses.closeRow(ts);
  }

  /** A copy of the losses that it has noted, which is all that it remembers. */
  save(): SavedLosses {
    return this.#losses.save();
  }

  /** Becomes the gate of a snapshot. */
  restore(saved: SavedLosses): void {
    this.#losses.restore(saved);
  }

  /** Why the request may not pass, or "" where it may. */
  check(id: number): string {
    return this.#orders.parent[id - 1]! > 0 ? this.#checkProtection(id) : this.#checkOrder(id, id);
  }

  /** Why an open order may not be changed so, or "" where it may: judged as if it were new. */
  checkChange(id: number, change: OrderChange): string {
    const orders = this.#orders;
    if (!orders.isOpen(id)) return "the order is no longer open";
    const at = id - 1;
    const lacks = this.#lacks(at, change);
    if (lacks !== "") return lacks;
    const before = {
      quantity: orders.quantity[at]!,
      limit: orders.limit[at]!,
      trigger: orders.trigger[at]!,
    };
    const had = orders.originals.get(id);
    // It does not compete with what it claimed before, nor with the other leg of its group.
    const rivals = [...orders.open.subarray(0, orders.openCount)].filter((other) =>
      orders.cancelling[other - 1] === 0 &&
      (other === id || (orders.group[at]! > 0 && orders.group[other - 1] === orders.group[at]))
    );
    orders.change(id, change);
    for (const rival of rivals) orders.cancelling[rival - 1] = 1;
    const reason = orders.parent[at]! > 0 ? this.#checkPrices(at) : this.#checkOrder(id, Infinity);
    for (const rival of rivals) orders.cancelling[rival - 1] = 0;
    orders.quantity[at] = before.quantity;
    orders.limit[at] = before.limit;
    orders.trigger[at] = before.trigger;
    if (had === undefined) orders.originals.delete(id);
    return reason;
  }

  /** Why an order does not have what a change would set, or "" where it has. */
  #lacks(row: number, { quantity, limit, trigger }: OrderChange): string {
    const orders = this.#orders;
    const type = orders.type[row]!;
    if (quantity >= 0 && orders.quote[row]! >= 0) return "it is by quote amount, not by quantity";
    if (quantity >= 0 && orders.parent[row]! > 0) return "it is as large as what its entry fills";
    if (limit >= 0 && type !== LIMIT && type !== STOP_LIMIT) return "it has no limit";
    return trigger >= 0 && (type === MARKET || type === LIMIT) ? "it has no stop" : "";
  }

  /** @param before orders from this id on lay no claim. */
  #checkOrder(id: number, before: number): string {
    const orders = this.#orders;
    const row = id - 1;
    const listing = this.#account.listings[orders.instrument[row]!]!;
    if (orders.ts[row]! >= listing.delisted) return `${listing.symbol} has been delisted`;
    const quantity = orders.quantity[row]!;
    if (quantity >= 0 && !isMultiple(listing.lot, quantity)) {
      return `quantity ${decimalText(quantity)} is not a multiple of the lot ${listing.lot.text}`;
    }
    const off = this.#checkPrices(row);
    if (off !== "") return off;
    const value = orderValue(orders, id, this.#account);
    if (!(value > 0)) return "nothing to trade";
    if (value < listing.minNotional) {
      return `value ${money(value)} is below the minimum of ${money(listing.minNotional)}`;
    }
    if (listing.linear) return this.#checkMargined(id, value, before);
    if ((orders.flags[row]! & REDUCE_ONLY) !== 0 && orders.side[row] === BUY) {
      return "reduce-only, and would add to the position";
    }
    return orders.side[row] === BUY
      ? this.#checkBuy(id, value, before)
      : this.#checkSell(id, before);
  }

  #checkPrices(row: number): string {
    const orders = this.#orders;
    const { tick } = this.#account.listings[orders.instrument[row]!]!;
    for (const price of [orders.limit[row]!, orders.trigger[row]!]) {
      if (Number.isNaN(price) || isMultiple(tick, price)) continue;
      if ((orders.flags[row]! & TRAIL_FRACTION) !== 0 && price > 0 && price < 1) continue;
      return `price ${decimalText(price)} is not a multiple of the tick ${tick.text}`;
    }
    return "";
  }

  /** An order that protects an entry is as large as what fills of it, and on its other side. */
  #checkProtection(id: number): string {
    const orders = this.#orders;
    const row = id - 1;
    const entry = orders.parent[row]! - 1;
    if (!orders.isOpen(entry + 1)) return "the order that it protects was refused";
    const fits = orders.instrument[entry] === orders.instrument[row] &&
      orders.side[entry] === -orders.side[row]! && orders.parent[entry] === 0;
    if (!fits) return "protects nothing: it is not on the other side of its entry";
    return this.#checkPrices(row);
  }

  #checkSell(id: number, before: number): string {
    const orders = this.#orders;
    const instrument = orders.instrument[id - 1]!;
    const { lot, symbol } = this.#account.listings[instrument]!;
    const free = freeLots(orders, this.#account, instrument, this.#claimsBefore(id, before));
    if (!(openLots(orders, id, this.#account) <= free)) {
      return `would sell ${decimalText(orders.quantity[id - 1]!)} ${symbol} of ` +
        `${decimalText(stepValue(lot, free))} free; positions are long only`;
    }
    return "";
  }

  #checkBuy(id: number, value: number, before: number): string {
    const orders = this.#orders;
    const account = this.#account;
    const free = freeCash(orders, account, this.#claimsBefore(id, before));
    const cost = orderCost(orders, id, account);
    if (exceeds(cost, free)) return `costs ${money(cost)} of ${money(free)} free cash`;
    return this.#checkLimits(id, value, before);
  }

  /** Orders on a perpetual: those that take from the position pass, others need margin. */
  #checkMargined(id: number, value: number, before: number): string {
    const orders = this.#orders;
    const account = this.#account;
    const row = id - 1;
    const instrument = orders.instrument[row]!;
    const { symbol } = account.listings[instrument]!;
    const takes = account.lots[instrument]! * orders.side[row]! < 0;
    const lots = openLots(orders, id, account);
    if ((orders.flags[row]! & REDUCE_ONLY) !== 0) {
      if (!takes) return `reduce-only, and there is no position in ${symbol} to reduce`;
      const free = freeLots(orders, account, instrument, this.#claimsBefore(id, before));
      return lots <= free ? "" : `reduce-only, and larger than what is free of the position`;
    }
    const claims = this.#claimsBefore(id, before);
    if (takes && lots <= freeLots(orders, account, instrument, claims)) return "";
    const without = marginClaim(orders, account, instrument, claims);
    const free = freeCash(orders, account, claims) + without;
    const needed = this.#claimWith(id, instrument, before);
    if (needed > without && exceeds(needed, free)) {
      return `needs ${money(needed)} of margin, of ${money(free)} free`;
    }
    return this.#checkLimits(id, value, before);
  }

  /** Margin that the instrument takes up once this order is open too. */
  #claimWith(id: number, instrument: number, before: number): number {
    const orders = this.#orders;
    const cancelling = orders.cancelling[id - 1]!;
    orders.cancelling[id - 1] = 0;
    const claim = marginClaim(orders, this.#account, instrument, before === id ? id + 1 : before);
    orders.cancelling[id - 1] = cancelling;
    return claim;
  }

  /** A later leg of a group does not compete with the first. */
  #claimsBefore(id: number, before: number): number {
    const group = this.#orders.group[id - 1]!;
    return group > 0 && group < id && before === id ? group : before;
  }

  #checkLimits(id: number, value: number, before: number): string {
    const orders = this.#orders;
    const account = this.#account;
    const { maxPosition, maxOpenPositions, maxExposure, maxLeverage, orderRate } = this.#limits;
    const lost = this.#losses.refusal;
    if (lost !== "") return lost;
    const instrument = orders.instrument[id - 1]!;
    if (maxPosition !== undefined) {
      const position = this.#position(id, instrument, before) + value;
      if (exceeds(position, maxPosition)) {
        return `position would be ${money(position)}, above the limit of ${money(maxPosition)}`;
      }
    }
    if (maxOpenPositions !== undefined && !this.#isInvolved(instrument, before)) {
      const { length } = account.listings;
      let open = 0;
      for (let i = 0; i < length; i++) if (this.#isInvolved(i, before)) open++;
      if (open >= maxOpenPositions) return `${open} positions are open, as many as may be`;
    }
    const bound = Math.min(maxExposure ?? Infinity, (maxLeverage ?? Infinity) * account.equity());
    if (bound < Infinity) {
      const exposure = account.grossExposure() + this.#openingValue(before) + value;
      if (exceeds(exposure, bound)) {
        return `exposure would be ${money(exposure)}, above the limit of ${money(bound)}`;
      }
    }
    return orderRate === undefined ? "" : this.#checkRate(id, orderRate);
  }

  /** Value of the position on the order's side, with the open orders that add to it. */
  #position(id: number, instrument: number, before: number): number {
    const orders = this.#orders;
    const account = this.#account;
    const side = orders.side[id - 1]!;
    let position = side * account.units[instrument]! * account.mark[instrument]!;
    for (let i = 0; i < orders.openCount; i++) {
      const other = orders.open[i]!;
      const adds = orders.instrument[other - 1] === instrument && orders.side[other - 1] === side;
      if (adds && this.#opens(other, before)) position += orderValue(orders, other, account);
    }
    return position;
  }

  /** Value of all open orders that may add to a position. */
  #openingValue(before: number): number {
    const orders = this.#orders;
    let value = 0;
    for (let i = 0; i < orders.openCount; i++) {
      const other = orders.open[i]!;
      if (this.#opens(other, before)) value += orderValue(orders, other, this.#account);
    }
    return value;
  }

  /** Whether an instrument is held, or may be by an open order. */
  #isInvolved(instrument: number, before: number): boolean {
    const orders = this.#orders;
    if (this.#account.lots[instrument] !== 0) return true;
    for (let i = 0; i < orders.openCount; i++) {
      const other = orders.open[i]!;
      if (orders.instrument[other - 1] === instrument && this.#opens(other, before)) return true;
    }
    return false;
  }

  /** Whether an open order may add to a position. */
  #opens(id: number, before: number): boolean {
    const orders = this.#orders;
    const row = id - 1;
    const instrument = orders.instrument[row]!;
    const counts = id < before && orders.cancelling[row] === 0 && orders.parent[row] === 0 &&
      (orders.flags[row]! & REDUCE_ONLY) === 0;
    if (!counts) return false;
    return orders.side[row] === BUY ||
      (this.#account.listings[instrument]!.linear && this.#account.lots[instrument]! <= 0);
  }

  #checkRate(id: number, { orders: most, ms }: { orders: number; ms: number }): string {
    const orders = this.#orders;
    const since = orders.ts[id - 1]! - ms;
    let passed = 0;
    for (let row = id - 2; row >= 0 && orders.ts[row]! > since; row--) {
      if (orders.state[row] !== REFUSED && ++passed >= most) {
        return `${most} orders have passed within ${ms / 1000} s, as many as may`;
      }
    }
    return "";
  }
}

function money(value: number): string {
  return decimalText(Math.round(value * 100) / 100);
}
