import { BID, type BookEvents } from "./book_event.ts";
import { type BookFills, REACHED, TRADED_AT, TRADED_THROUGH } from "./book_fills.ts";
import type { OrderBook } from "./order_book.ts";
import { aheadAfterChange, type QueueModel } from "./queue_model.ts";
import { RestingOrders } from "./resting_orders.ts";

/** What the resting orders of one side are matched by. */
export interface RestingSideOptions {
  readonly events: BookEvents;
  readonly queue: QueueModel;
  readonly book: OrderBook;
  /** A trade that gets through the queue fills all of an order. */
  readonly wholeFills: boolean;
  /** What goes through an order's price, or reaches it, fills no more than its own lots. */
  readonly shownOnly: boolean;
  /** Takes every fill. */
  readonly fills: BookFills;
}

/** Our resting orders of one side and what recorded events do to them. */
export class RestingSide {
  readonly orders: RestingOrders;
  readonly #side: number;
  readonly #options: RestingSideOptions;

  /** @param side BID for orders that buy. */
  constructor(side: number, options: RestingSideOptions) {
    this.#side = side;
    this.orders = new RestingOrders(side === BID ? 1 : -1);
    this.#options = options;
  }

  /** A level of this side goes from `before` lots to `after`: orders there move in its queue. */
  change(key: number, before: number, after: number): void {
    const { orders } = this;
    const { queue } = this.#options;
    for (let i = orders.above(key); i < orders.count && orders.key[i] === key; i++) {
      const traded = orders.tradedSinceChange[i]!;
      orders.move(i, aheadAfterChange(queue, orders.ahead[i]!, traded, before, after));
    }
  }

  /** No more than these lots can be ahead of orders at a level. */
  bound(key: number, lots: number): void {
    const { orders } = this;
    for (let i = orders.above(key); i < orders.count && orders.key[i] === key; i++) {
      orders.move(i, Math.min(orders.ahead[i]!, lots));
    }
  }

  /** Nothing is ahead of orders at prices better than this key: their levels are gone. */
  lead(key: number): void {
    for (let i = this.orders.above(key) - 1; i >= 0; i--) this.orders.move(i, 0);
  }

  /** The trade of an event, at this key, against this side. */
  trade(key: number, event: number): void {
    const { orders } = this;
    const { events, wholeFills, shownOnly } = this.#options;
    const lots = events.lots[event]!;
    let taken = 0;
    let i = 0;
    while (i < orders.count && orders.key[i]! > key) {
      const bounded = shownOnly || orders.crossing[i] === 1;
      const filled = bounded ? Math.min(orders.lots[i]!, lots - taken) : orders.lots[i]!;
      if (bounded) taken += filled;
      if (!this.#fill(i, filled, TRADED_THROUGH, orders.ahead[i]!, event)) i++;
    }
    while (i < orders.count && orders.key[i] === key) {
      const ahead = orders.ahead[i]!;
      orders.trade(i, lots);
      const through = Math.round(lots - ahead) - taken;
      const filled = through < 1
        ? 0
        : wholeFills
        ? orders.lots[i]!
        : Math.min(orders.lots[i]!, through);
      taken += filled;
      if (!this.#fill(i, filled, TRADED_AT, ahead, event)) i++;
    }
  }

  /** The other side's best level has this key: it fills orders that it reaches. */
  reach(otherKey: number, event: number): void {
    const { orders } = this;
    const { shownOnly, book } = this.#options;
    let taken = 0;
    let i = 0;
    while (i < orders.count) {
      const reached = orders.key[i]! + otherKey >= 0;
      if (orders.crossing[i] === 1) {
        if (!reached) orders.crossing[i] = 0;
        i++;
      } else if (reached) {
        const lots = orders.lots[i]!;
        const shown = shownOnly
          ? book.lotsTo(1 - this.#side, orders.ticks(i), taken + lots)
          : Infinity;
        const filled = Math.min(lots, shown - taken);
        taken += filled;
        if (filled < lots) orders.crossing[i] = 1;
        if (!this.#fill(i, filled, REACHED, orders.ahead[i]!, event)) i++;
      } else return;
    }
  }

  /** Fills a part of an order, which may be none; returns whether nothing of it is left. */
  #fill(row: number, lots: number, cause: number, aheadBefore: number, event: number): boolean {
    if (lots <= 0) return false;
    const { orders } = this;
    const { fills, events } = this.#options;
    const left = orders.lots[row]! - lots;
    fills.add({
      handle: orders.handle[row]!,
      side: this.#side,
      ticks: orders.ticks(row),
      lots,
      left,
      ts: events.ts[event]!,
      event,
      cause,
      arrived: orders.ts[row]!,
      aheadAtArrival: orders.aheadAtArrival[row]!,
      aheadBefore,
      traded: orders.traded[row]!,
      cancelledAhead: orders.cancelledAhead[row]!,
    });
    orders.lots[row] = left;
    if (left === 0) orders.remove(row);
    return left === 0;
  }
}
