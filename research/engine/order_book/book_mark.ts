import { type Step, stepValue } from "../step.ts";
import type { OrderBook } from "./order_book.ts";

/** The price that a position is worth by a book: its mid, or what it was where a side is empty. */
export function bookMark(book: OrderBook, tick: Step, before: number): number {
  if (!book.isTwoSided) return before;
  return stepValue(tick, book.bestBid + book.bestAsk) / 2;
}
