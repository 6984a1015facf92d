import { applyEvent } from "./apply_event.ts";
import { ASK, BID, type BookEvents, DELTA, QUOTE, SNAPSHOT } from "./book_event.ts";
import { OrderBook } from "./order_book.ts";

/** A depth message after which the book and the quotes differ. */
export interface QuoteDifference {
  /** Row of the message's last event. */
  readonly row: number;
  /** Best bid, its lots, best ask, its lots, in ticks and lots. */
  readonly book: readonly number[];
  readonly quote: readonly number[];
}

/** How a book rebuilt from depth agrees with the venue's own best prices. */
export interface QuoteComparison {
  /** Depth messages that left the book synchronised, and before which a quote had come. */
  readonly compared: number;
  /** Of these, how many agree in all of best bid, its quantity, best ask and its quantity. */
  readonly exact: number;
  /** Depth messages with a synchronised book and no quote before them. */
  readonly unquoted: number;
  /** Messages after which the book was crossed. */
  readonly crossed: number;
  /** Quotes placed after a message that already held them by its update id; not compared rightly. */
  readonly late: number;
  readonly differences: readonly QuoteDifference[];
}

/**
 * Compares a book with a stream of quotes, which the venue sends apart from depth: after each depth
 * message whose last update id is U, the top of the book against the last quote whose update id is
 * U or less. Nothing is compared between depth messages, for a venue that gathers changes for a
 * while shows no book then.
 */
export function compareQuotes(events: BookEvents): QuoteComparison {
  const book = new OrderBook();
  const differences: QuoteDifference[] = [];
  let [bid, bidLots, ask, askLots] = [NaN, 0, NaN, 0];
  let [compared, exact, unquoted, crossed, late, depthId] = [0, 0, 0, 0, 0, -Infinity];
  for (let row = 0; row < events.rows; row++) {
    const kind = events.kind[row];
    if (kind === QUOTE) {
      if (events.side[row] === BID) [bid, bidLots] = [events.ticks[row]!, events.lots[row]!];
      else [ask, askLots] = [events.ticks[row]!, events.lots[row]!];
      if (events.last[row] === 1 && events.id[row]! <= depthId) late++;
      continue;
    }
    applyEvent(book, events, row);
    if (!(kind === DELTA || kind === SNAPSHOT) || events.last[row] === 0) continue;
    depthId = events.id[row]!;
    if (book.crossed) crossed++;
    if (!book.synchronised) continue;
    if (Number.isNaN(bid)) {
      unquoted++;
      continue;
    }
    compared++;
    const { bestBid, bestAsk } = book;
    const top = [bestBid, book.at(BID, bestBid), bestAsk, book.at(ASK, bestAsk)];
    const quote = [bid, bidLots, ask, askLots];
    if (top.every((value, i) => value === quote[i])) exact++;
    else differences.push({ row, book: top, quote });
  }
  return { compared, exact, unquoted, crossed, late, differences };
}
