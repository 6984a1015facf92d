import { type BookEvents, BREAK, CLEAR, DELTA, QUOTE, SNAPSHOT } from "./book_event.ts";
import type { OrderBook } from "./order_book.ts";

/**
 * Does to a book what one event of a stream did to the venue's. Quotes make the book only of a
 * stream without depth: a level a side, and what lies behind it unknown.
 */
export function applyEvent(book: OrderBook, events: BookEvents, row: number): void {
  const side = events.side[row]!;
  const ticks = events.ticks[row]!;
  const lots = events.lots[row]!;
  switch (events.kind[row]) {
    case DELTA:
      book.apply(side, ticks, lots);
      break;
    case SNAPSHOT:
      book.apply(side, ticks, lots);
      if (events.last[row] === 1) book.synchronised = true;
      break;
    case CLEAR:
      book.clearTo(side, ticks);
      break;
    case BREAK:
      book.clear();
      book.synchronised = false;
      break;
    case QUOTE:
      if (!events.depth) applyQuote(book, side, ticks, lots);
  }
}

/** Makes this the one level of its side. */
export function applyQuote(book: OrderBook, side: number, ticks: number, lots: number): void {
  if (book.best(side) !== ticks) book.clearSide(side);
  book.apply(side, ticks, lots);
  book.synchronised = true;
}
