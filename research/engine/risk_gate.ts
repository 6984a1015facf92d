import type { Account } from "./account.ts";
import { exceeds } from "./exceeds.ts";
import { BUY, MARKET, type Orders } from "./orders.ts";
import { freeCash, freeLots, orderCost, orderValue } from "./reserve.ts";
import { decimalText, isMultiple, stepsDown } from "./step.ts";

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
    const orders = this.#orders;
    const row = id - 1;
    const listing = this.#account.listings[orders.instrument[row]!]!;
    const quantity = orders.quantity[row]!;
    const price = orders.price[row]!;
    if (quantity >= 0 && !isMultiple(listing.lot, quantity)) {
      return `quantity ${decimalText(quantity)} is not a multiple of the lot ${listing.lot.text}`;
    }
    if (orders.type[row] !== MARKET && !isMultiple(listing.tick, price)) {
      return `price ${decimalText(price)} is not a multiple of the tick ${listing.tick.text}`;
    }
    const value = orderValue(orders, id, this.#account);
    if (!(value > 0)) return "nothing to trade";
    if (value < listing.minNotional) {
      return `value ${money(value)} is below the minimum of ${money(listing.minNotional)}`;
    }
    return orders.side[row] === BUY ? this.#checkBuy(id, value) : this.#checkSell(id);
  }

  #checkSell(id: number): string {
    const orders = this.#orders;
    const instrument = orders.instrument[id - 1]!;
    const { lot, symbol } = this.#account.listings[instrument]!;
    const free = freeLots(orders, this.#account, instrument, id);
    if (!(stepsDown(lot, orders.quantity[id - 1]!) <= free)) {
      return `would sell ${decimalText(orders.quantity[id - 1]!)} ${symbol} of ` +
        `${decimalText((free * lot.units) / lot.scale)} free; positions are long only`;
    }
    return "";
  }

  #checkBuy(id: number, value: number): string {
    const orders = this.#orders;
    const account = this.#account;
    const free = freeCash(orders, account, id);
    const cost = orderCost(orders, id, account);
    if (exceeds(cost, free)) return `costs ${money(cost)} of ${money(free)} free cash`;
    if (this.#dayLost) return "the daily loss limit is reached";
    const { maxPosition } = this.#limits;
    if (maxPosition === undefined) return "";
    const instrument = orders.instrument[id - 1]!;
    let position = account.units[instrument]! * account.mark[instrument]! + value;
    for (let i = 0; i < orders.openCount; i++) {
      const other = orders.open[i]!;
      const row = other - 1;
      const adds = other < id && orders.instrument[row] === instrument &&
        orders.side[row] === BUY && orders.cancelling[row] === 0;
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
