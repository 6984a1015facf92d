import type { Memory } from "../memory.ts";
import { type EntryTerms, OrderEntry } from "../order_entry.ts";
import type { BookView } from "./book_view.ts";
import type { TradeView } from "./trade_view.ts";

/** What a market on the book shows. */
export interface BookMarketViews {
  readonly book: BookView;
  readonly lastTrade: TradeView;
  /** What the strategy remembers. */
  readonly memory: Memory;
}

/**
 * One instrument as a strategy on the order book sees it: the book and the last trade at its own time,
 * its position, its account, and the ways to ask for orders. An order goes to the venue at once and
 * acts there before the next event or, where the run models latency, when it arrives.
 */
export class BookMarket extends OrderEntry {
  /** The book as it has been seen so far. */
  readonly book: BookView;
  /** The last trade that has been seen. */
  readonly lastTrade: TradeView;
  readonly #terms: EntryTerms;
  readonly #memory: Memory;

  constructor(terms: EntryTerms, { book, lastTrade, memory }: BookMarketViews) {
    super(0, terms);
    this.book = book;
    this.lastTrade = lastTrade;
    this.#terms = terms;
    this.#memory = memory;
  }

  /** The time now, ms. */
  get now(): number {
    return this.#terms.clock.closeTs;
  }

  /** As {@linkcode Market.remember}: what the strategy keeps from call to call. */
  remember<T extends object>(initial: T): T {
    return this.#memory.remember(initial);
  }
}
