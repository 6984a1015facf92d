import type { Account } from "./account.ts";
import type { DecisionTime } from "./clock.ts";
import {
  type Leg,
  orderFlagsOf,
  orderPriceOf,
  type OrderRequest,
  orderTypeOf,
} from "./order_request.ts";
import { type OrderStatus, orderStatus } from "./order_status.ts";
import { HELD } from "./order_state.ts";
import {
  BUY,
  LIMIT,
  MARKET,
  REDUCE_ONLY,
  SELL,
  STOP,
  STOP_LIMIT,
  TRAILING_STOP,
} from "./order_type.ts";
import type { Orders } from "./orders.ts";
import { freeCash, freeLots, isOpening } from "./reserve.ts";
import { stepsDown, stepsUp, stepValue } from "./step.ts";

/** Characters of the reason that an order may carry. */
const MAX_WHY = 200;

/** What to change of an open order; what is not given stays. */
export interface ChangeRequest {
  readonly quantity?: number;
  readonly limit?: number;
  readonly stop?: number;
}

/** The account that orders are asked for on, and when. */
export interface EntryTerms {
  readonly account: Account;
  readonly orders: Orders;
  /** Which of several strategies on one account asks; 0 where there is one. */
  readonly owner: number;
  readonly clock: DecisionTime;
}

/**
 * One instrument's position and orders as a strategy sees them, and the ways to ask for more.
 * Requests are judged by the risk gate after the handlers of all instruments have run; what they
 * asked for fills from the next bar on or, on the order book, from when it has arrived there.
 */
export class OrderEntry {
  readonly #account: Account;
  readonly #orders: Orders;
  readonly #terms: EntryTerms;

  constructor(
    /** Index of the instrument in the run. */
    readonly instrument: number,
    terms: EntryTerms,
  ) {
    this.#account = terms.account;
    this.#orders = terms.orders;
    this.#terms = terms;
  }

  get symbol(): string {
    return this.#account.listings[this.instrument]!.symbol;
  }

  /** Units held; 0 when flat, below 0 when short. */
  get position(): number {
    return this.#account.units[this.instrument]!;
  }

  /** Average price of the position; 0 when flat. */
  get entryPrice(): number {
    return this.#account.entryPrice[this.instrument]!;
  }

  /** The account's cash. */
  get cash(): number {
    return this.#account.cash;
  }

  /** The account's cash plus the value of all positions at their last closes. */
  get equity(): number {
    return this.#account.equity();
  }

  /**
   * Cash that this instrument may spend: the account's cash that no open order and no margin claims,
   * shared evenly among the instruments that are flat and have no order to open one. With one
   * instrument it is the whole cash.
   */
  get budget(): number {
    const { lots } = this.#account;
    let sharing = 1;
    for (let i = 0; i < lots.length; i++) {
      if (i !== this.instrument && lots[i] === 0 && !isOpening(this.#orders, this.#account, i)) {
        sharing++;
      }
    }
    return Math.max(0, freeCash(this.#orders, this.#account)) / sharing;
  }

  /** Cash that no open order and no margin claims, whichever instrument it may be spent on. */
  get freeCash(): number {
    return Math.max(0, freeCash(this.#orders, this.#account));
  }

  /** Whether it is a linear perpetual: held on margin, and sold short too. */
  get isPerpetual(): boolean {
    return this.#account.listings[this.instrument]!.linear;
  }

  /** Value of a position over the cash that it takes up; 1 for what is paid in full. */
  get leverage(): number {
    return this.isPerpetual ? this.#account.leverage : 1;
  }

  /** Smallest value of an order that the venue takes, in quote currency; 0 where it has none. */
  get minNotional(): number {
    return this.#account.listings[this.instrument]!.minNotional;
  }

  /** Fee of an order that takes liquidity, as a fraction of its value. */
  get takerFee(): number {
    return this.#account.listings[this.instrument]!.takerFee;
  }

  /** Open orders of this instrument. */
  get openOrders(): number {
    const orders = this.#orders;
    let count = 0;
    for (let i = 0; i < orders.openCount; i++) {
      const row = orders.open[i]! - 1;
      if (orders.instrument[row] === this.instrument && this.#isOwn(row)) count++;
    }
    return count;
  }

  /** Rounds a quantity down to whole lots. */
  roundQuantity(quantity: number): number {
    const { lot } = this.#account.listings[this.instrument]!;
    return stepValue(lot, stepsDown(lot, quantity));
  }

  /** Rounds a price down to the tick. */
  roundPriceDown(price: number): number {
    const { tick } = this.#account.listings[this.instrument]!;
    return stepValue(tick, stepsDown(tick, price));
  }

  /** Rounds a price up to the tick. */
  roundPriceUp(price: number): number {
    const { tick } = this.#account.listings[this.instrument]!;
    return stepValue(tick, stepsUp(tick, price));
  }

  /**
   * Asks to buy; returns the order's id. `{ quote }` spends that much cash, fee included, at the
   * next open. A quantity off the lot or a price off the tick is refused, never resized. With
   * `stopLoss` or `takeProfit` the orders that protect the position follow it, with the next ids.
   *
   * @throws RangeError for an amount or price that is not a number, negative or infinite.
   */
  buy(request: OrderRequest, why: string): number {
    return this.#place(BUY, request, why);
  }

  /** Asks to sell, on a perpetual also what is not held; see {@linkcode Market.buy}. */
  sell(request: OrderRequest, why: string): number {
    return this.#place(SELL, request, why);
  }

  /**
   * Asks for two orders of which the first to fill, if only in part, cancels the other.
   *
   * @returns the id of the first; the other's is the next.
   */
  oco(side: "buy" | "sell", legs: readonly [Leg, Leg], why: string): number {
    const sign = side === "buy" ? BUY : SELL;
    const first = this.#orders.rows + 1;
    for (const leg of legs) this.#link(this.#request(sign, leg, leg.quantity, NaN, why), 0, first);
    return first;
  }

  /**
   * Asks to close the position at the next open, cancelling the orders that protect it; open orders
   * to close it aside. Returns 0 where nothing is left.
   */
  exit(why: string): number {
    this.#cancelWhere((at) => this.#orders.parent[at]! > 0 && this.#orders.state[at] !== HELD);
    const lots = freeLots(this.#orders, this.#account, this.instrument);
    if (lots <= 0) return 0;
    const { lot, linear } = this.#account.listings[this.instrument]!;
    const side = this.position > 0 ? SELL : BUY;
    const terms = linear && this.#terms.owner === 0 ? { reduceOnly: true } : {};
    return this.#request(side, terms, stepValue(lot, lots), NaN, why);
  }

  /** What has become of an order. */
  status(id: number): OrderStatus {
    return orderStatus(this.#orders, id);
  }

  /**
   * Asks to change an open order: it stands so from the next bar on, queued again at its price. The
   * risk gate judges it as a new order.
   */
  change(id: number, { quantity = NaN, limit = NaN, stop = NaN }: ChangeRequest): void {
    if (!(quantity >= 0 || limit >= 0 || stop >= 0)) {
      throw new RangeError(`Cannot change order ${id} to nothing; give a quantity, limit or stop`);
    }
    for (const value of [quantity, limit, stop]) {
      if (!Number.isNaN(value)) this.#amount("change", value);
    }
    this.#orders.requestChange(id, { quantity, limit, trigger: stop }, this.#terms.clock.closeTs);
  }

  /** Asks to cancel an open order; what it claimed is free for the requests that follow. */
  cancel(id: number): void {
    this.#orders.requestCancel(id, this.#terms.clock.closeTs);
  }

  /** Asks to cancel all open orders of this instrument. */
  cancelAll(): void {
    this.#cancelWhere(() => true);
  }

  #cancelWhere(which: (row: number) => boolean): void {
    const orders = this.#orders;
    for (let i = 0; i < orders.openCount; i++) {
      const id = orders.open[i]!;
      const row = id - 1;
      if (orders.instrument[row] === this.instrument && this.#isOwn(row) && which(row)) {
        this.cancel(id);
      }
    }
  }

  #isOwn(row: number): boolean {
    return this.#orders.owner[row] === this.#terms.owner;
  }

  #place(side: number, request: OrderRequest, why: string): number {
    const { quantity, quote, stopLoss, takeProfit, trailingStop } = request;
    if ((quantity === undefined) === (quote === undefined)) {
      throw new RangeError(`Cannot order ${this.symbol} by quantity and quote amount; give one`);
    }
    if (quote === undefined) this.#amount("quantity", quantity!);
    else this.#requireQuotable(side, request);
    const id = this.#request(side, request, quantity ?? NaN, quote ?? NaN, why);
    if (stopLoss === undefined && takeProfit === undefined && trailingStop === undefined) return id;
    if (stopLoss !== undefined && trailingStop !== undefined) {
      throw new RangeError("Cannot protect a position by a stopLoss and a trailingStop; give one");
    }
    const both = takeProfit !== undefined && (stopLoss ?? trailingStop) !== undefined;
    const group = both ? id + 1 : 0;
    const away = -side;
    if (stopLoss !== undefined) this.#protect(id, group, away, STOP, stopLoss);
    if (trailingStop !== undefined) this.#protect(id, group, away, TRAILING_STOP, trailingStop);
    if (takeProfit !== undefined) this.#protect(id, group, away, LIMIT, takeProfit);
    return id;
  }

  #requireQuotable(side: number, request: OrderRequest): void {
    this.#amount("quote amount", request.quote!);
    if (orderTypeOf(request) !== MARKET) {
      throw new RangeError(
        "Cannot place a limit or stop order by quote amount; give a quantity, such as " +
          "roundQuantity(quote / price)",
      );
    }
    if (side === SELL && !this.#account.listings[this.instrument]!.linear) {
      throw new RangeError(`Cannot sell ${this.symbol} by quote amount; give a quantity`);
    }
  }

  #protect(entry: number, group: number, side: number, type: number, price: number): void {
    this.#amount("price", price);
    const id = this.#add(side, type, NaN, NaN, price, "protects the position");
    this.#link(id, entry, group);
    if (this.#account.listings[this.instrument]!.linear && this.#terms.owner === 0) {
      this.#orders.flags[id - 1]! |= REDUCE_ONLY;
    }
  }

  #link(id: number, parent: number, group: number): void {
    this.#orders.setLinks(id, parent, group, this.#orders.expires[id - 1]!);
  }

  #amount(what: string, value: number): number {
    if (value >= 0 && value < Infinity) return value;
    throw new RangeError(`Cannot order ${this.symbol} with a ${what} of ${value}`);
  }

  #request(
    side: number,
    request: Omit<OrderRequest, "quantity" | "quote">,
    quantity: number,
    quote: number,
    why: string,
  ): number {
    const type = orderTypeOf(request);
    const price = orderPriceOf(request);
    if (type !== MARKET) this.#amount("price", price);
    const id = this.#add(side, type, quantity, quote, price, why);
    const at = id - 1;
    if (type === STOP_LIMIT) this.#orders.trigger[at] = this.#amount("price", request.stop!);
    this.#orders.flags[at] = orderFlagsOf(request);
    const { expires } = request;
    if (expires === undefined) return id;
    if (!(Number.isSafeInteger(expires) && expires > this.#terms.clock.closeTs)) {
      throw new RangeError(`Cannot let an order expire at ${expires}; give a later time in ms`);
    }
    this.#orders.setLinks(id, 0, 0, expires);
    return id;
  }

  #add(
    side: number,
    type: number,
    quantity: number,
    quote: number,
    price: number,
    why: string,
  ): number {
    if (why.length > MAX_WHY) {
      throw new RangeError(
        `Cannot keep a reason of ${why.length} characters; give at most ${MAX_WHY}`,
      );
    }
    const id = this.#orders.request(
      this.#terms.clock.closeTs,
      this.#terms.clock.row,
      this.instrument,
      side,
      type,
      quantity,
      quote,
      price,
      why,
    );
    if (this.#terms.owner > 0) this.#orders.owner[id - 1] = this.#terms.owner;
    return id;
  }
}
