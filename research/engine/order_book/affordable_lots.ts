import type { Listing } from "../listing.ts";
import { BUY } from "../order_type.ts";
import { stepValue } from "../step.ts";
import { ASK, BID } from "./book_event.ts";
import { NO_ASK, NO_BID, type OrderBook } from "./order_book.ts";

/**
 * Whole lots that an amount of quote currency trades at market, the taker's fee included, level by
 * level of what the book shows; summed as fills are, so that they come to the same.
 */
export function affordableLots(
  book: OrderBook,
  side: number,
  quote: number,
  { tick, lot, takerFee }: Listing,
): number {
  const other = side === BUY ? ASK : BID;
  const end = other === ASK ? NO_ASK : NO_BID;
  let spent = 0;
  let total = 0;
  for (let at = book.best(other); at !== end; at = book.next(other, at)) {
    const price = stepValue(tick, at);
    const wanted = Math.floor(
      ((quote - spent) / (price * (1 + takerFee)) / lot.units) * lot.scale,
    );
    const lots = Math.min(wanted, book.at(other, at));
    if (lots <= 0) break;
    const value = stepValue(lot, lots) * price;
    spent += value + value * takerFee;
    total += lots;
  }
  return total;
}
