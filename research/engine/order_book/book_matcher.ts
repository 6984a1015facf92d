import { applyEvent } from "./apply_event.ts";
import {
  type ArrivingOrder,
  BEYOND_DEPTH,
  EXPIRED,
  FILL_OR_KILL,
  FILLED,
  GOOD_TILL_CANCELLED,
  IMMEDIATE_OR_CANCEL,
  NO_BOOK,
  POST_ONLY,
  RESTS,
  WOULD_TAKE,
} from "./arriving_order.ts";
import {
  ASK,
  BID,
  type BookEvents,
  DELTA,
  QUOTE,
  SNAPSHOT,
  TICKS_LIMIT,
  TRADE,
} from "./book_event.ts";
import { BookFills, TOOK } from "./book_fills.ts";
import type { MatcherOptions } from "./matcher_options.ts";
import { OrderBook } from "./order_book.ts";
import { riskAverse } from "./queue_model.ts";
import type { RestingOrders } from "./resting_orders.ts";
import { RestingSide } from "./resting_side.ts";

/** After which events a replay stops, whatever they fill. */
export interface ReplayStops {
  /** Trades at this price in ticks or a lower one. */
  readonly low: number;
  /** Trades at this price in ticks or a higher one. */
  readonly high: number;
  /** Every message. */
  readonly messages: boolean;
}

/** What an order that takes has no queue to tell of. */
const taking = { cause: TOOK, aheadAtArrival: 0, aheadBefore: 0, traded: 0, cancelledAhead: 0 };

/**
 * Fills orders against a recorded market. The caller steps it through every event in turn and
 * places and cancels between events, as orders arrive at the venue: after all events up to that
 * time.
 *
 * A resting order fills
 * - by a trade at its price, once what was ahead of it is gone: what is left of the trade, shared by
 *   our own orders there in order of arrival;
 * - by a trade at a worse price, and
 * - when the other side's best price reaches its own, either of which fills it whole unless
 *   {@linkcode MatcherOptions.through} says otherwise,
 *
 * always at its own price. An order that takes walks the levels that the book shows.
 *
 * Our orders change nothing that was recorded: what we take is there for the next order too, and
 * nobody reacts. So results hold for orders that are small against the market. An order of which a
 * remainder rests that the recorded book crosses, because it took all within its price, fills by
 * trades against its side alone while that lasts, and by no more than their lots.
 */
export class BookMatcher {
  readonly book: OrderBook = new OrderBook();
  /** Every fill so far. */
  readonly fills: BookFills = new BookFills();
  /** Row of the last trade; −1 before the first. */
  lastTrade = -1;

  readonly #events: BookEvents;
  readonly #rejectBeyond: boolean;
  readonly #unsynchronised: boolean;
  readonly #bids: RestingSide;
  readonly #asks: RestingSide;
  #event = -1;

  constructor(events: BookEvents, options: MatcherOptions = {}) {
    this.#events = events;
    this.#rejectBeyond = options.beyondDepth === "reject";
    this.#unsynchronised = options.unsynchronised === true;
    const shared = {
      events,
      queue: options.queue ?? riskAverse,
      book: this.book,
      wholeFills: options.fills === "whole",
      shownOnly: options.through === "shown",
      fills: this.fills,
    };
    this.#bids = new RestingSide(BID, shared);
    this.#asks = new RestingSide(ASK, shared);
  }

  /** How many orders rest. */
  get resting(): number {
    return this.#bids.orders.count + this.#asks.orders.count;
  }

  /** Lots of a resting order that are still open, 0 where it does not rest. */
  open(handle: number): number {
    const orders = this.#holder(handle);
    return orders === null ? 0 : orders.lots[orders.find(handle)]!;
  }

  /**
   * Lots ahead of a resting order in the queue of its level: Infinity while the recording has not
   * shown that level, NaN where the order does not rest.
   */
  ahead(handle: number): number {
    const orders = this.#holder(handle);
    return orders === null ? NaN : orders.ahead[orders.find(handle)]!;
  }

  /**
   * Takes an order in as it arrives.
   *
   * @returns what becomes of it, an index into {@linkcode ARRIVALS}.
   * @throws RangeError for lots or ticks that are no whole numbers and a handle that rests already.
   */
  place(order: ArrivingOrder): number {
    this.#check(order);
    if (!this.book.synchronised && !this.#unsynchronised) return NO_BOOK;
    const { side, lots, force = GOOD_TILL_CANCELLED } = order;
    const market = order.ticks === undefined;
    const sign = side === BID ? 1 : -1;
    const other = side === BID ? ASK : BID;
    const limit = order.ticks ?? sign * (TICKS_LIMIT - 1);
    if (sign * this.book.best(other) > sign * limit) {
      if (market) return this.#rejectBeyond ? BEYOND_DEPTH : EXPIRED;
      if (force === IMMEDIATE_OR_CANCEL || force === FILL_OR_KILL) return EXPIRED;
      this.#rest(order, lots, this.#queueAt(side, limit), false);
      return RESTS;
    }
    if (force === POST_ONLY) return WOULD_TAKE;
    if (force === FILL_OR_KILL || (market && this.#rejectBeyond)) {
      const enough = this.book.lotsTo(other, limit, lots) >= lots;
      if (!enough) return force === FILL_OR_KILL ? EXPIRED : BEYOND_DEPTH;
    }
    const left = this.#take(order, other, limit);
    if (left === 0) return FILLED;
    if (market || force === IMMEDIATE_OR_CANCEL) return EXPIRED;
    this.#rest(order, left, 0, true);
    return RESTS;
  }

  /** Takes an order off; returns the lots that it still had, 0 where it does not rest. */
  cancel(handle: number): number {
    return this.reduce(handle, 0);
  }

  /**
   * Leaves no more than these lots of an order, which keeps its place in the queue.
   *
   * @returns the lots that were taken off.
   */
  reduce(handle: number, lots: number): number {
    const orders = this.#holder(handle);
    if (orders === null) return 0;
    const row = orders.find(handle);
    const off = Math.max(0, orders.lots[row]! - lots);
    orders.lots[row]! -= off;
    if (orders.lots[row] === 0) orders.remove(row);
    return off;
  }

  /**
   * Steps through events from a row on that are not after a time, and stops early after one that
   * filled something, a trade at `low` ticks or less or at `high` or more, and, where it is asked to,
   * the last row of a message.
   *
   * @returns the row that comes next.
   */
  replay(from: number, until: number, { low, high, messages }: ReplayStops): number {
    const { ts, kind, ticks, last, rows } = this.#events;
    const { fills } = this;
    const before = fills.rows;
    let row = from;
    while (row < rows && ts[row]! <= until) {
      this.onEvent(row);
      const at = row++;
      if (fills.rows !== before) break;
      if (kind[at] === TRADE && (ticks[at]! <= low || ticks[at]! >= high)) break;
      if (messages && last[at] === 1) break;
    }
    return row;
  }

  /** Steps through one event; fills that it causes are added to `fills`. */
  onEvent(row: number): void {
    const events = this.#events;
    this.#event = row;
    const side = events.side[row]!;
    const own = side === BID ? this.#bids : this.#asks;
    const ticks = events.ticks[row]!;
    const key = side === BID ? ticks : -ticks;
    const kind = events.kind[row];
    if (kind === DELTA) {
      const lots = events.lots[row]!;
      if (key <= own.orders.best && key >= own.orders.worst) {
        own.change(key, this.book.at(side, ticks), lots);
      }
      this.book.apply(side, ticks, lots);
      const other = side === BID ? this.#asks : this.#bids;
      if (other.orders.count > 0) this.#reach(other, side, row);
    } else if (kind === TRADE) {
      this.lastTrade = row;
      if (key <= own.orders.best) own.trade(key, row);
    } else if (kind === QUOTE) this.#onQuote(own, key, row);
    else this.#onSnapshot(row);
  }

  #onQuote(own: RestingSide, key: number, row: number): void {
    const { side: sides, ticks: prices, lots: quantities, depth } = this.#events;
    if (depth) return;
    const side = sides[row]!;
    const ticks = prices[row]!;
    const lots = quantities[row]!;
    own.lead(key);
    if (this.book.best(side) === ticks) own.change(key, this.book.at(side, ticks), lots);
    else own.bound(key, lots);
    applyEvent(this.book, this.#events, row);
    this.#reach(side === BID ? this.#asks : this.#bids, side, row);
  }

  #onSnapshot(row: number): void {
    const { kind, last } = this.#events;
    applyEvent(this.book, this.#events, row);
    if (kind[row] !== SNAPSHOT || last[row] !== 1) return;
    for (const [side, own] of [[BID, this.#bids], [ASK, this.#asks]] as const) {
      const { orders } = own;
      for (let i = 0; i < orders.count; i++) {
        orders.move(i, Math.min(orders.ahead[i]!, this.book.at(side, orders.ticks(i))));
      }
      this.#reach(own, side === BID ? ASK : BID, row);
    }
  }

  #reach(own: RestingSide, side: number, row: number): void {
    const best = this.book.best(side);
    own.reach(side === BID ? best : -best, row);
  }

  /** Lots that a new order finds ahead of it at a price. */
  #queueAt(side: number, ticks: number): number {
    const lots = this.book.at(side, ticks);
    const sign = side === BID ? 1 : -1;
    const behindTouch = sign * ticks < sign * this.book.best(side);
    const seen = this.#events.depth ? this.book.synchronised : !behindTouch;
    return lots > 0 || seen ? lots : Infinity;
  }

  #rest(order: ArrivingOrder, lots: number, ahead: number, crossing: boolean): void {
    const { handle, side, ts } = order;
    const { orders } = side === BID ? this.#bids : this.#asks;
    orders.add({ handle, ticks: order.ticks!, lots, ts, ahead, crossing });
  }

  /** Walks the other side's levels up to a limit; returns the lots that they could not fill. */
  #take({ handle, side, lots, ts }: ArrivingOrder, other: number, limit: number): number {
    const { book, fills } = this;
    const sign = side === BID ? 1 : -1;
    let left = lots;
    for (
      let at = book.best(other);
      left > 0 && sign * at <= sign * limit;
      at = book.next(other, at)
    ) {
      const taken = Math.min(left, book.at(other, at));
      left -= taken;
      fills.add({
        ...taking,
        handle,
        side,
        ticks: at,
        lots: taken,
        left,
        ts,
        event: this.#event,
        arrived: ts,
      });
    }
    return left;
  }

  #holder(handle: number): RestingOrders | null {
    if (this.#bids.orders.find(handle) !== -1) return this.#bids.orders;
    return this.#asks.orders.find(handle) !== -1 ? this.#asks.orders : null;
  }

  #check({ handle, lots, ticks = 0 }: ArrivingOrder): void {
    if (!(Number.isSafeInteger(lots) && lots > 0)) {
      throw new RangeError(`Cannot place order ${handle}: ${lots} is no whole number of lots`);
    }
    if (!(Number.isInteger(ticks) && Math.abs(ticks) < TICKS_LIMIT)) {
      throw new RangeError(`Cannot place order ${handle}: ${ticks} is no price in ticks`);
    }
    if (this.#holder(handle) !== null) {
      throw new RangeError(`Cannot place order ${handle}: it rests already`);
    }
  }
}
