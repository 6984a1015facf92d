import type { Account } from "./account.ts";
import { exceeds } from "./exceeds.ts";
import { BUY, REDUCE_ONLY, TRAIL_FRACTION } from "./order_type.ts";
import type { OrderChange, Orders } from "./orders.ts";
import { freeCash, freeLots, marginClaim, openLots, orderCost, orderValue } from "./reserve.ts";
import { decimalText, isMultiple, stepValue } from "./step.ts";

const DAY = 86_400_000;

/** What the account's owner allows; an absent limit does not bind. */
export interface RiskLimits {
  /** Largest value of one instrument's position with its open orders, in quote currency; above 0. */
  readonly maxPosition?: number | undefined;
  /**
   * Largest loss within one UTC day, as a fraction of the equity at its start, above 0 and up to 1.
   * Once reached, no order that adds risk passes until the next day.
   */
  readonly dailyLoss?: number | undefined;
}

/**
 * Judges every order request before it may reach a venue. The same code stands in the backtest and
 * on the live host. Orders that reduce a position pass the risk limits; nothing is resized.
 */
export class RiskGate {
  readonly #orders: Orders;
  readonly #account: Account;
  readonly #limits: RiskLimits;
  readonly #equity = new Float64Array(2);
  #day = -1;
  #dayLost = false;

  constructor(orders: Orders, account: Account, limits: RiskLimits = {}) {
    this.#orders = orders;
    this.#account = account;
    this.#limits = limits;
    this.#equity.fill(account.equity());
  }

  /** Whether a limit needs to be told of every row. */
  get watchesRows(): boolean {
    return this.#limits.dailyLoss !== undefined;
  }

  /** Notes the equity at a row's close; `ts` is the open time of the row's bars. */
  closeRow(ts: number): void {
    const { dailyLoss } = this.#limits;
    if (dailyLoss === undefined) return;
    const equity = this.#equity;
    const day = Math.floor(ts / DAY);
    if (day !== this.#day) {
      this.#day = day;
      this.#dayLost = false;
      equity[0] = equity[1]!;
    }
    equity[1] = this.#account.equity();
    if (equity[1]! <= equity[0]! * (1 - dailyLoss)) this.#dayLost = true;
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
    orders.change(id, before);
    if (had === undefined) orders.originals.delete(id);
    return reason;
  }

  /** @param before orders from this id on lay no claim. */
  #checkOrder(id: number, before: number): string {
    const orders = this.#orders;
    const row = id - 1;
    const listing = this.#account.listings[orders.instrument[row]!]!;
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
    if (this.#dayLost) return "the daily loss limit is reached";
    const { maxPosition } = this.#limits;
    if (maxPosition === undefined) return "";
    const orders = this.#orders;
    const account = this.#account;
    const instrument = orders.instrument[id - 1]!;
    const side = orders.side[id - 1]!;
    let position = side * account.units[instrument]! * account.mark[instrument]! + value;
    for (let i = 0; i < orders.openCount; i++) {
      const other = orders.open[i]!;
      const row = other - 1;
      const adds = other < before && orders.instrument[row] === instrument &&
        orders.side[row] === side && orders.cancelling[row] === 0 && orders.parent[row] === 0;
      if (adds) position += orderValue(orders, other, account);
    }
    return exceeds(position, maxPosition)
      ? `position would be ${money(position)}, above the limit of ${money(maxPosition)}`
      : "";
  }
}

function money(value: number): string {
  return decimalText(Math.round(value * 100) / 100);
}
