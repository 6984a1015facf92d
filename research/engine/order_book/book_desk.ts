import type { Account } from "../account.ts";
import type { DecisionTime } from "../clock.ts";
import { ExitRule, type Guarded } from "../exit_rules.ts";
import { Memory } from "../memory.ts";
import type { Orders } from "../orders.ts";
import { bindParameters, type ParameterSchema } from "../parameters.ts";
import type { ExitRules } from "../risk_limits.ts";
import type { Strategy } from "../strategy.ts";
import type { BookEvents } from "./book_event.ts";
import { BookMarket } from "./book_market.ts";
import type { BookHandlers } from "./book_strategy.ts";
import { BookView } from "./book_view.ts";
import type { OrderBook } from "./order_book.ts";
import { type TradeSource, TradeView } from "./trade_view.ts";

/** Where a desk on the book trades: what it sees of the market, the account and its orders. */
export interface BookDeskInput {
  readonly source: TradeSource & { readonly book: OrderBook };
  readonly events: BookEvents;
  readonly account: Account;
  readonly orders: Orders;
  /** When positions are closed whatever the strategy thinks. */
  readonly exits: ExitRules;
}

/** The desk's clock; the simulation sets it. */
class BookClock implements DecisionTime {
  row = 0;
  closeTs = NaN;
}

/** Where a strategy on the book decides; it leaves its requests in `orders`. */
export class BookDesk {
  /** Time between two timers, ms; Infinity where there is none. */
  readonly everyMs: number;
  readonly seesTrades: boolean;
  readonly seesBook: boolean;
  readonly #handlers: BookHandlers;
  readonly #clock = new BookClock();
  readonly #source: BookDeskInput["source"];
  readonly #exits: ExitRule | null;

  /** @throws RangeError for a strategy that is not for the book, or handlers that cannot be called. */
  constructor(
    strategy: Strategy<ParameterSchema>,
    params: Readonly<Record<string, number>>,
    { source, events, account, orders, exits }: BookDeskInput,
  ) {
    const { name, parameters, setUpBook } = strategy;
    if (setUpBook === undefined) {
      throw new RangeError(
        `Cannot run ${name} on the order book: it trades on bars; run it without --book`,
      );
    }
    const listing = account.listings[0]!;
    const market = new BookMarket({ account, orders, owner: 0, clock: this.#clock }, {
      book: new BookView(source.book, listing),
      lastTrade: new TradeView(source, events, listing),
      memory: new Memory(),
    });
    const handlers = setUpBook(bindParameters(parameters, params), market);
    this.everyMs = timerOf(handlers);
    this.seesTrades = handlers.onTrade !== undefined;
    this.seesBook = handlers.onBook !== undefined;
    this.#handlers = handlers;
    this.#source = source;
    this.#exits = ExitRule.isOn(exits) ? new ExitRule([guarded(market)], exits) : null;
  }

  /** Whether the strategy may be asked: it sees the venue's book, and both sides of it. */
  get knowsBook(): boolean {
    const { book } = this.#source;
    return book.synchronised && book.isTwoSided;
  }

  /** Asks the strategy at a time of its timer, in a row. */
  onTimer(now: number, row: number): void {
    this.#set(now, row);
    this.#handlers.onTimer!();
  }

  /** Asks it after a trade. */
  onTrade(now: number, row: number): void {
    this.#set(now, row);
    this.#handlers.onTrade!();
  }

  /** Asks it after a message that has changed the book. */
  onBook(now: number, row: number): void {
    this.#set(now, row);
    this.#handlers.onBook!();
  }

  /** Applies the rules for exits at the end of a row. */
  closeRow(now: number, row: number): void {
    if (this.#exits === null) return;
    this.#set(now, row);
    this.#exits.apply(now);
  }

  #set(now: number, row: number): void {
    this.#clock.closeTs = now;
    this.#clock.row = row;
  }
}

function timerOf(handlers: BookHandlers): number {
  const { everyMs } = handlers;
  const names = ["onTimer", "onTrade", "onBook"] as const;
  const given = names.filter((name) => handlers[name] !== undefined);
  if (given.length === 0) {
    throw new RangeError("Cannot run a strategy without handlers; give onTimer, onTrade or onBook");
  }
  for (const name of given) {
    if (handlers[name]!.constructor.name !== "AsyncFunction") continue;
    throw new RangeError(`${name} is async; decide at once, nothing may come in between`);
  }
  if ((everyMs === undefined) !== (handlers.onTimer === undefined)) {
    throw new RangeError("Cannot set a timer by half; give both everyMs and onTimer");
  }
  if (everyMs === undefined) return Infinity;
  if (Number.isSafeInteger(everyMs) && everyMs >= 1) return everyMs;
  throw new RangeError(`Cannot set a timer of ${everyMs} ms; give whole milliseconds from 1`);
}

function guarded(market: BookMarket): Guarded {
  return {
    get position() {
      return market.position;
    },
    get entryPrice() {
      return market.entryPrice;
    },
    hasBar: true,
    close: {
      get value() {
        return market.book.mid;
      },
    },
    cancelAll: () => market.cancelAll(),
    exit: (why) => market.exit(why),
    status: (id) => market.status(id),
  };
}
