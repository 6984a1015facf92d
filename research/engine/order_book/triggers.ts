import type { Account } from "../account.ts";
import { liquidationPrice } from "../margin.ts";
import { WORKING } from "../order_state.ts";
import { BUY, LIMIT, MARKET, TAKE_PROFIT, TRAILING_STOP } from "../order_type.ts";
import type { Orders } from "../orders.ts";
import { stopLevel } from "../stop_level.ts";
import { TICKS_LIMIT } from "./book_event.ts";
import type { ReplayStops } from "./book_matcher.ts";

/** Orders that wait for a trade at a price, and the trades that a replay has to stop at for them. */
export class Triggers {
  readonly #orders: Orders;
  readonly #account: Account;
  readonly #stops = { low: -TICKS_LIMIT, high: TICKS_LIMIT, messages: false };
  #low = -TICKS_LIMIT;
  #high = TICKS_LIMIT;
  #expiry = Infinity;
  #isStale = true;

  constructor(orders: Orders, account: Account) {
    this.#orders = orders;
    this.#account = account;
  }

  /** Orders or the position may have changed. */
  invalidate(): void {
    this.#isStale = true;
  }

  /** Time from which the next order no longer works, ms; Infinity where none has one. */
  get nextExpiry(): number {
    if (this.#isStale) this.#measure();
    return this.#expiry;
  }

  /** What a replay has to stop at; the same object each time. */
  stops(trades: boolean, messages: boolean): ReplayStops {
    if (this.#isStale) this.#measure();
    this.#stops.low = trades ? TICKS_LIMIT : this.#low;
    this.#stops.high = this.#high;
    this.#stops.messages = messages;
    return this.#stops;
  }

  /** The first order that a trade at a price fires, 0 where it fires none. */
  firing(price: number): number {
    const orders = this.#orders;
    for (let i = 0; i < orders.openCount; i++) {
      const id = orders.open[i]!;
      if (!this.#waits(id) || this.#isUnmarked(id)) continue;
      const level = this.#level(id);
      if (this.#firesBelow(id) ? price <= level : price >= level) return id;
    }
    return 0;
  }

  /** Trailing stops follow a trade that favours them. */
  follow(price: number): void {
    const orders = this.#orders;
    for (let i = 0; i < orders.openCount; i++) {
      const id = orders.open[i]!;
      const at = id - 1;
      if (orders.actsAs[at] !== TRAILING_STOP || !this.#waits(id)) continue;
      const before = orders.watermark[at] || price;
      orders.watermark[at] = orders.side[at] === BUY
        ? Math.min(before, price)
        : Math.max(before, price);
    }
  }

  #measure(): void {
    const orders = this.#orders;
    const { tick } = this.#account.listings[0]!;
    this.#isStale = false;
    this.#low = -TICKS_LIMIT;
    this.#high = TICKS_LIMIT;
    this.#expiry = Infinity;
    for (let i = 0; i < orders.openCount; i++) {
      const id = orders.open[i]!;
      const at = id - 1;
      if (orders.state[at] !== WORKING) continue;
      if (orders.expires[at]! > 0) this.#expiry = Math.min(this.#expiry, orders.expires[at]!);
      if (!this.#waits(id)) continue;
      if (orders.actsAs[at] === TRAILING_STOP) this.#low = TICKS_LIMIT;
      else this.#include(this.#level(id), this.#firesBelow(id), tick.scale / tick.units);
    }
    if (this.#account.lots[0] === 0 || !this.#account.listings[0]!.linear) return;
    const level = liquidationPrice(this.#account, 0);
    if (level > 0) this.#include(level, this.#account.lots[0]! > 0, tick.scale / tick.units);
  }

  /** A tick more than is needed at most: who is told of a trade looks at prices again. */
  #include(level: number, below: boolean, perUnit: number): void {
    const ticks = Math.min(level * perUnit, TICKS_LIMIT - 2);
    if (below) this.#low = Math.max(this.#low, Math.ceil(ticks) + 1);
    else this.#high = Math.min(this.#high, Math.floor(ticks) - 1);
  }

  #waits(id: number): boolean {
    const acts = this.#orders.actsAs[id - 1]!;
    return acts !== LIMIT && acts !== MARKET && this.#orders.state[id - 1] === WORKING;
  }

  /** A trailing stop that has seen no trade yet. */
  #isUnmarked(id: number): boolean {
    const orders = this.#orders;
    return orders.actsAs[id - 1] === TRAILING_STOP && orders.watermark[id - 1] === 0;
  }

  #level(id: number): number {
    const { tick } = this.#account.listings[0]!;
    return stopLevel(this.#orders, id, tick, this.#orders.watermark[id - 1]!);
  }

  /** A stop to sell and a target to buy fire at their price or below it. */
  #firesBelow(id: number): boolean {
    const buys = this.#orders.side[id - 1] === BUY;
    return buys === (this.#orders.actsAs[id - 1] === TAKE_PROFIT);
  }
}
