import { applyEvent } from "./apply_event.ts";
import { type BookEvents, TRADE } from "./book_event.ts";
import { OrderBook } from "./order_book.ts";

/** A market as it is seen with a delay: a book of its own, moved on by the events that have come in. */
export class LocalBook {
  readonly book: OrderBook = new OrderBook();
  /** Row of the last trade that has been seen; −1 before the first. */
  lastTrade = -1;
  /** The row that comes in next. */
  row = 0;
  readonly #events: BookEvents;

  constructor(events: BookEvents) {
    this.#events = events;
  }

  /** When the next event comes in, ms; Infinity after the last. */
  get nextTs(): number {
    return this.#events.localTs[this.row] ?? Infinity;
  }

  /** Takes in the next event; returns its row. */
  step(): number {
    const row = this.row++;
    if (this.#events.kind[row] === TRADE) this.lastTrade = row;
    else applyEvent(this.book, this.#events, row);
    return row;
  }
}
