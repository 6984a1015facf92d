import type { Account } from "../account.ts";
import { CashFlows } from "../cash_flows.ts";
import { Execution } from "../execution.ts";
import type { Fills } from "../fills.ts";
import { liquidationPrice } from "../margin.ts";
import { CANCELLED, EXPIRED, FILLED, HELD, isFinal, REJECTED, WORKING } from "../order_state.ts";
import {
  BUY,
  FILL_OR_KILL,
  IMMEDIATE_OR_CANCEL,
  LIMIT,
  MARKET,
  POST_ONLY,
  REDUCE_ONLY,
  STOP_LIMIT,
} from "../order_type.ts";
import type { OrderChange, Orders } from "../orders.ts";
import { TS } from "../price_range.ts";
import type { Random } from "../random.ts";
import { stepsDown, stepValue } from "../step.ts";
import type { VenueModel } from "../venue_model.ts";
import { affordableLots } from "./affordable_lots.ts";
import * as arriving from "./arriving_order.ts";
import { ASK, BID, type BookEvents, TRADE } from "./book_event.ts";
import { TOOK } from "./book_fills.ts";
import { BookMatcher } from "./book_matcher.ts";
import { matcherOptions } from "./book_model.ts";
import { bookMark } from "./book_mark.ts";
import { Triggers } from "./triggers.ts";

/** What a venue on the book keeps, and what it goes by. */
export interface BookVenueInput {
  readonly events: BookEvents;
  readonly orders: Orders;
  readonly fills: Fills;
  readonly account: Account;
  readonly model: VenueModel;
  /** Chance of rejects. */
  readonly random: Random;
}

/** No book fill: the venue closed a position by itself. */
const NO_SOURCE = -1;

/**
 * The venue of a backtest on recorded books: orders rest, queue and take as {@linkcode BookMatcher}
 * has it, and fills, fees, margin, refusals, brackets and groups follow the rules of the venue on
 * bars, by the same {@linkcode Execution}.
 *
 * Stops, targets and trailing stops wait for a trade at their price or beyond and then take from the
 * book as it stands. A changed order keeps its place in the queue where only its quantity becomes
 * less. What takes pays the taker's fee, what rested the maker's; slippage is what walking the book
 * beyond its best price has cost. A perpetual is liquidated at the first trade at or beyond its
 * liquidation price, and nothing is taken into account that the recording does not show.
 */
export class BookVenue {
  readonly matcher: BookMatcher;
  readonly flows: CashFlows = new CashFlows();
  /** The row of the matcher's fills that each fill came from, −1 for what no order filled. */
  readonly sources: number[] = [];
  readonly #input: BookVenueInput;
  readonly #execution: Execution;
  readonly #bar = new Float64Array(6);
  readonly #triggers: Triggers;
  /** Orders that hang together with others: they may change without a request. */
  readonly #family = new Set<number>();
  /** Of these, orders that have come to the book or wait for their trigger. */
  readonly #begun = new Set<number>();
  #seen = 0;
  /** The best price that the order which came to take last met. */
  #best = NaN;

  constructor(input: BookVenueInput) {
    this.#input = input;
    const { events, orders, fills, account, model } = input;
    const { lot } = account.listings[0]!;
    this.matcher = new BookMatcher(events, matcherOptions(model.book ?? {}, stepValue(lot, 1)));
    this.#execution = new Execution(orders, fills, account, model, this.#bar);
    this.#triggers = new Triggers(orders, account);
    this.beginRow(0);
  }

  /** A row of the run begins: fills belong to it from now on. */
  beginRow(row: number): void {
    this.#execution.begin(0, row);
  }

  /** Time from which the next order no longer works, ms; Infinity where none has one. */
  get nextExpiry(): number {
    return this.#triggers.nextExpiry;
  }

  /**
   * Steps through events from a row on that are not after a time, and stops early after one that did
   * something to an order and, where it is asked to, after each trade or message.
   *
   * @returns the row that comes next.
   */
  play(from: number, until: number, trades: boolean, messages: boolean): number {
    const next = this.matcher.replay(from, until, this.#triggers.stops(trades, messages));
    if (next === from) return next;
    const event = next - 1;
    if (this.matcher.fills.rows > this.#seen) this.#settle();
    if (this.#input.events.kind[event] === TRADE) this.#onTrade(event);
    return next;
  }

  /** Takes an order in, unless it is rejected by chance; it acts once it is begun. */
  accept(id: number): void {
    const { orders, random } = this.#input;
    if (!this.#execution.accept(id, random)) return;
    const [parent, group] = [orders.parent[id - 1]!, orders.group[id - 1]!];
    if (parent > 0 || group > 0) this.#family.add(id);
    if (parent > 0) this.#family.add(parent);
  }

  /** An order that has been taken in comes to the book, or begins to wait for its trigger. */
  begin(id: number, now: number): void {
    const { orders } = this.#input;
    const at = id - 1;
    if (orders.state[at] !== WORKING || this.#begun.has(id)) return;
    if (this.#family.has(id)) this.#begun.add(id);
    const expires = orders.expires[at]!;
    if (expires > 0 && expires <= now) this.#execution.end(id, EXPIRED, "its time is over");
    else if (orders.actsAs[at] === LIMIT || orders.actsAs[at] === MARKET) this.#send(id, now);
    else if (!this.#input.events.trades) {
      this.#end(id, REJECTED, "the recording has no trades that could trigger it");
    }
    this.#settle();
  }

  /** Cancels an order; returns whether it was open. */
  cancel(id: number, now: number): boolean {
    const state = this.#input.orders.state[id - 1];
    if (state !== WORKING && state !== HELD) return false;
    this.#bar[TS] = now;
    this.#end(id, CANCELLED, "");
    this.#settle();
    return true;
  }

  /** Changes an order; returns whether it was open. */
  change(id: number, change: OrderChange, now: number): boolean {
    const { orders } = this.#input;
    const at = id - 1;
    const state = orders.state[at];
    if (state !== WORKING && state !== HELD) return false;
    const before = orders.limit[at]!;
    this.#execution.change(id, change);
    if (orders.state[at] === WORKING && orders.actsAs[at] === LIMIT) {
      this.#requeue(id, orders.limit[at] !== before, now);
    } else if (isFinal(orders.state[at]!)) this.matcher.cancel(id);
    this.#settle();
    return true;
  }

  /** Ends the orders whose time is over. */
  expire(now: number): void {
    const { orders } = this.#input;
    for (let i = orders.openCount - 1; i >= 0; i--) {
      const id = orders.open[i]!;
      const expires = orders.expires[id - 1]!;
      const due = expires > 0 && expires <= now && orders.state[id - 1] === WORKING;
      if (due) this.#end(id, EXPIRED, "its time is over");
      // What ends one order may end others, so that the list is shorter than it was.
      i = Math.min(i, orders.openCount);
    }
    this.#settle();
  }

  /** Settles funding on the position held; the mark is the book's own where no price is given. */
  fund(rate: number, price: number, now: number, row: number): void {
    const { account } = this.#input;
    if (account.units[0] === 0) return;
    this.mark();
    this.#execution.fund(0, rate, price > 0 ? price : account.mark[0]!, now, row, this.flows);
    this.#triggers.invalidate();
  }

  /** Sends an order, or what is left of it, to the book. */
  #send(id: number, now: number): void {
    const { orders, account } = this.#input;
    const at = id - 1;
    const buys = orders.side[at] === BUY;
    const market = orders.actsAs[at] === MARKET;
    const lots = this.#lotsToSend(id);
    if (lots <= 0) {
      if (orders.quote[at]! >= 0) this.#end(id, REJECTED, "trades less than one lot");
      else this.#end(id, EXPIRED, "there is no position left to reduce");
      return;
    }
    const { tick } = account.listings[0]!;
    this.#best = stepValue(tick, this.matcher.book.best(buys ? ASK : BID));
    const outcome = this.matcher.place({
      handle: id,
      side: buys ? BID : ASK,
      ticks: market ? undefined : Math.round((orders.limit[at]! * tick.scale) / tick.units),
      lots,
      force: forceOf(orders.flags[at]!),
      ts: now,
    });
    this.#drain();
    if (orders.state[at] !== WORKING) return;
    if (outcome === arriving.RESTS) orders.rested[at] = 1;
    else if (outcome === arriving.WOULD_TAKE) {
      this.#end(id, REJECTED, "would take liquidity, and is post-only");
    } else if (outcome === arriving.NO_BOOK) {
      this.#end(id, REJECTED, "the book is not known: a snapshot is missing");
    } else this.#endTaker(id);
  }

  /** What came to take is done; something of it is left. */
  #endTaker(id: number): void {
    const { orders } = this.#input;
    const flags = orders.flags[id - 1]!;
    if (orders.quote[id - 1]! >= 0 && this.#lotsToSend(id) <= 0) orders.move(id, FILLED);
    else if ((flags & FILL_OR_KILL) !== 0) this.#end(id, EXPIRED, "cannot be filled whole");
    else if ((flags & IMMEDIATE_OR_CANCEL) !== 0) this.#end(id, EXPIRED, "not filled at once");
    else this.#end(id, EXPIRED, "the book showed no more");
  }

  #lotsToSend(id: number): number {
    const { orders, account } = this.#input;
    const at = id - 1;
    if (orders.quote[at]! >= 0) {
      const left = orders.quote[at]! - orders.spent[at]!;
      return affordableLots(this.matcher.book, orders.side[at]!, left, account.listings[0]!);
    }
    const left = this.#lotsLeft(id);
    const flags = orders.flags[at]!;
    const rests = orders.actsAs[at] === LIMIT && (flags & AT_ONCE) === 0;
    if (rests || (flags & REDUCE_ONLY) === 0) return left;
    return Math.min(left, -orders.side[at]! * account.lots[0]!);
  }

  #lotsLeft(id: number): number {
    const { orders, account } = this.#input;
    const { lot } = account.listings[0]!;
    return stepsDown(lot, orders.quantity[id - 1]!) - orders.filled[id - 1]!;
  }

  /** A working limit order has changed: it queues again unless it has only become smaller. */
  #requeue(id: number, moved: boolean, now: number): void {
    const left = this.#lotsLeft(id);
    const resting = this.matcher.open(id);
    if (!moved && resting > 0 && left <= resting) {
      this.matcher.reduce(id, left);
      this.#input.orders.rested[id - 1] = 1;
      return;
    }
    this.matcher.cancel(id);
    this.#send(id, now);
  }

  #end(id: number, state: number, reason: string): void {
    this.matcher.cancel(id);
    this.#execution.end(id, state, reason);
    this.#triggers.invalidate();
  }

  /** Books what has been matched, then does what follows for orders that hang together. */
  #settle(): void {
    this.#drain();
    if (this.#family.size > 0) this.#follow();
    this.#triggers.invalidate();
  }

  #drain(): void {
    const { fills } = this.matcher;
    if (this.#seen === fills.rows) return;
    this.mark();
    while (this.#seen < fills.rows) this.#book(this.#seen++);
  }

  #book(row: number): void {
    const { orders, fills, account } = this.#input;
    const matched = this.matcher.fills;
    const id = matched.handle[row]!;
    // An order of whose group another has filled by the same event is over.
    if (orders.state[id - 1] !== WORKING) return;
    const price = stepValue(account.listings[0]!.tick, matched.ticks[row]!);
    const took = matched.cause[row] === TOOK;
    this.#bar[TS] = matched.ts[row]!;
    this.#execution.fillLots(id, matched.lots[row]!, price, !took, this.#best);
    if (fills.rows > this.sources.length) this.sources.push(row);
    if (orders.state[id - 1] !== WORKING) this.matcher.cancel(id);
  }

  /** Brings the book up to date with what fills and ends have meant for other orders. */
  #follow(): void {
    const { orders } = this.#input;
    const now = this.#bar[TS]!;
    for (const id of this.#family) {
      const at = id - 1;
      if (isFinal(orders.state[at]!)) {
        this.matcher.cancel(id);
        this.#family.delete(id);
        this.#begun.delete(id);
      } else if (orders.parent[at]! > 0 && orders.state[at] === WORKING) {
        if (!this.#begun.has(id)) this.begin(id, now);
        else if (orders.actsAs[at] === LIMIT && this.#lotsLeft(id) !== this.matcher.open(id)) {
          this.#requeue(id, false, now);
          this.#settle();
        }
      }
    }
  }

  #onTrade(event: number): void {
    const { events, account } = this.#input;
    const ticks = events.ticks[event]!;
    const price = stepValue(account.listings[0]!.tick, ticks);
    const now = events.ts[event]!;
    if (this.#isLiquidated(price)) {
      this.#bar[TS] = now;
      this.#execution.liquidate(0, price, this.flows);
      this.sources.push(NO_SOURCE);
      this.#settle();
    }
    for (;;) {
      const id = this.#triggers.firing(price);
      if (id === 0) break;
      this.#trigger(id, now);
    }
    this.#triggers.follow(price);
  }

  #isLiquidated(price: number): boolean {
    const { account } = this.#input;
    const lots = account.lots[0]!;
    if (lots === 0 || !account.listings[0]!.linear) return false;
    const level = liquidationPrice(account, 0);
    return level > 0 && (lots > 0 ? price <= level : price >= level);
  }

  /** An order's trigger has been touched: it goes on as a market or a limit order. */
  #trigger(id: number, now: number): void {
    const { orders } = this.#input;
    const at = id - 1;
    if (orders.parent[at]! > 0) this.#execution.endEntry(orders.parent[at]!);
    orders.actsAs[at] = orders.actsAs[at] === STOP_LIMIT ? LIMIT : MARKET;
    this.#bar[TS] = now;
    this.#send(id, now);
    this.#settle();
  }

  /** Marks the position at the book's mid. */
  mark(): void {
    const { account } = this.#input;
    const { tick } = account.listings[0]!;
    account.mark[0] = bookMark(this.matcher.book, tick, account.mark[0]!);
  }
}

const AT_ONCE = IMMEDIATE_OR_CANCEL | FILL_OR_KILL;

function forceOf(flags: number): number {
  if ((flags & POST_ONLY) !== 0) return arriving.POST_ONLY;
  if ((flags & IMMEDIATE_OR_CANCEL) !== 0) return arriving.IMMEDIATE_OR_CANCEL;
  return (flags & FILL_OR_KILL) !== 0 ? arriving.FILL_OR_KILL : arriving.GOOD_TILL_CANCELLED;
}
