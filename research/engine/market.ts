import { durations } from "../../data/durations.ts";
import type { Account } from "./account.ts";
import { Aggregate } from "./aggregate.ts";
import type { Line } from "./line.ts";
import { BUY, LIMIT, MARKET, type Orders, SELL, STOP } from "./orders.ts";
import { freeCash, freeLots, isBuying } from "./reserve.ts";
import type { Series } from "./series.ts";
import { stepsDown, stepsUp, stepValue } from "./step.ts";

/** Characters of the reason that an order may carry. */
const MAX_WHY = 200;

/** How much to buy, and at what price; without `limit` or `stop` it is a market order. */
export type BuyRequest =
  | { readonly quote: number }
  | { readonly quantity: number; readonly limit?: number; readonly stop?: number };

/** How much to sell, and at what price; without `limit` or `stop` it is a market order. */
export interface SellRequest {
  readonly quantity: number;
  readonly limit?: number;
  readonly stop?: number;
}

/** The row that is being decided on. */
export interface Now {
  row: number;
}

/**
 * One instrument as a strategy sees it: its bars up to the one that has just closed, its position,
 * the shared account, and the ways to ask for orders. Requests are judged by the risk gate after the
 * handlers of all instruments have run; what they asked for fills from the next bar on.
 */
export class Market {
  readonly #series: Series;
  readonly #account: Account;
  readonly #orders: Orders;
  readonly #now: Now;
  readonly #aggregates: Aggregate[];

  constructor(
    /** Index of the instrument in the run. */
    readonly instrument: number,
    series: Series,
    account: Account,
    orders: Orders,
    now: Now,
    aggregates: Aggregate[],
  ) {
    this.#series = series;
    this.#account = account;
    this.#orders = orders;
    this.#now = now;
    this.#aggregates = aggregates;
  }

  get symbol(): string {
    return this.#account.listings[this.instrument]!.symbol;
  }

  /** Open times of the bars, ms. */
  get ts(): Line {
    return this.#series.ts;
  }
  get open(): Line {
    return this.#series.open;
  }
  get high(): Line {
    return this.#series.high;
  }
  get low(): Line {
    return this.#series.low;
  }
  get close(): Line {
    return this.#series.close;
  }
  get volume(): Line {
    return this.#series.volume;
  }

  /** Bars seen before the current one. */
  get index(): number {
    return this.#series.index;
  }

  /**
   * The bars of a higher timeframe such as "4h", built from this market's own; each becomes visible
   * once it has closed. Ask for it during set-up.
   */
  at(timeframe: string): Series {
    const span = durations.get(timeframe);
    if (span === undefined) {
      throw new RangeError(
        `Unknown timeframe "${timeframe}"; use ${[...durations.keys()].join(", ")}`,
      );
    }
    const held = this.#aggregates.find(({ series }) => series.timeframeMs === span);
    if (held) return held.series;
    if (this.#series.index >= 0) {
      throw new RangeError(`Cannot add "${timeframe}" once bars have been seen; ask during set-up`);
    }
    const aggregate = new Aggregate(this.#series, span);
    this.#aggregates.push(aggregate);
    return aggregate.series;
  }

  /** Units held; 0 when flat. */
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
   * Cash that this instrument may spend: the account's cash that no open order claims, shared
   * evenly among the instruments that are flat and have no order to buy open. With one instrument
   * it is the whole cash.
   */
  get budget(): number {
    const { lots } = this.#account;
    let sharing = 1;
    for (let i = 0; i < lots.length; i++) {
      if (i !== this.instrument && lots[i] === 0 && !isBuying(this.#orders, i)) sharing++;
    }
    return Math.max(0, freeCash(this.#orders, this.#account)) / sharing;
  }

  /** Open orders of this instrument. */
  get openOrders(): number {
    const orders = this.#orders;
    let count = 0;
    for (let i = 0; i < orders.openCount; i++) {
      if (orders.instrument[orders.open[i]! - 1] === this.instrument) count++;
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
   * next open. A quantity off the lot or a price off the tick is refused, never resized.
   *
   * @throws RangeError for an amount or price that is not a number, negative or infinite.
   */
  buy(request: BuyRequest, why: string): number {
    if (!("quote" in request)) return this.#requestQuantity(BUY, request, why);
    if ("limit" in request || "stop" in request) {
      throw new RangeError(
        "Cannot place a limit or stop order by quote amount; give a quantity, such as " +
          "roundQuantity(quote / price)",
      );
    }
    return this.#request(BUY, MARKET, NaN, this.#amount("quote amount", request.quote), NaN, why);
  }

  /** Asks to sell; returns the order's id. See {@linkcode Market.buy}. */
  sell(request: SellRequest, why: string): number {
    return this.#requestQuantity(SELL, request, why);
  }

  /** Asks to sell the whole position at the next open, open orders to sell aside; 0 when none is left. */
  exit(why: string): number {
    const lots = freeLots(this.#orders, this.#account, this.instrument);
    if (lots <= 0) return 0;
    const { lot } = this.#account.listings[this.instrument]!;
    return this.#request(SELL, MARKET, stepValue(lot, lots), NaN, NaN, why);
  }

  /** Asks to cancel an open order; what it claimed is free for the requests that follow. */
  cancel(id: number): void {
    this.#orders.requestCancel(id, this.#closeTs);
  }

  /** Asks to cancel all open orders of this instrument. */
  cancelAll(): void {
    const orders = this.#orders;
    for (let i = 0; i < orders.openCount; i++) {
      const id = orders.open[i]!;
      if (orders.instrument[id - 1] === this.instrument) this.cancel(id);
    }
  }

  /** Decision time: the close of the bar. */
  get #closeTs(): number {
    return this.#series.ts.value + this.#series.timeframeMs;
  }

  #requestQuantity(side: number, request: SellRequest, why: string): number {
    const { limit, stop } = request;
    if (limit !== undefined && stop !== undefined) {
      throw new RangeError("Cannot place an order with both a limit and a stop; give one of them");
    }
    const type = limit !== undefined ? LIMIT : stop !== undefined ? STOP : MARKET;
    const price = type === MARKET ? NaN : this.#amount("price", (limit ?? stop)!);
    return this.#request(side, type, this.#amount("quantity", request.quantity), NaN, price, why);
  }

  #amount(what: string, value: number): number {
    if (value >= 0 && value < Infinity) return value;
    throw new RangeError(`Cannot order ${this.symbol} with a ${what} of ${value}`);
  }

  #request(
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
    return this.#orders.request(
      this.#closeTs,
      this.#now.row,
      this.instrument,
      side,
      type,
      quantity,
      quote,
      price,
      why,
    );
  }
}
