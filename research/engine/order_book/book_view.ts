import { type Step, stepValue } from "../step.ts";
import { ASK, BID } from "./book_event.ts";
import { NO_ASK, NO_BID, type OrderBook } from "./order_book.ts";

/** One price of a book and all that rests there. */
export interface BookLevel {
  readonly price: number;
  readonly quantity: number;
}

/**
 * A market's resting orders by price, as a strategy sees them at its own time. Prices are in quote
 * currency, quantities in units; NaN where a side is empty. What it orders itself is not in it.
 */
export class BookView {
  readonly #book: OrderBook;
  readonly #tick: Step;
  readonly #lot: Step;

  constructor(book: OrderBook, { tick, lot }: { readonly tick: Step; readonly lot: Step }) {
    this.#book = book;
    this.#tick = tick;
    this.#lot = lot;
  }

  /** Best price that somebody buys at. */
  get bid(): number {
    const { bestBid } = this.#book;
    return bestBid === NO_BID ? NaN : stepValue(this.#tick, bestBid);
  }

  /** Best price that somebody sells at. */
  get ask(): number {
    const { bestAsk } = this.#book;
    return bestAsk === NO_ASK ? NaN : stepValue(this.#tick, bestAsk);
  }

  /** What rests at the best bid. */
  get bidQuantity(): number {
    return this.#quantity(BID, this.#book.bestBid);
  }

  /** What rests at the best ask. */
  get askQuantity(): number {
    return this.#quantity(ASK, this.#book.bestAsk);
  }

  /** Best ask less best bid. */
  get spread(): number {
    return this.ask - this.bid;
  }

  /** Half way between the best prices. */
  get mid(): number {
    return (this.bid + this.ask) / 2;
  }

  /** The best prices weighted each by the other side's quantity: nearer to the thinner side. */
  get microprice(): number {
    const { bidQuantity, askQuantity } = this;
    return (this.bid * askQuantity + this.ask * bidQuantity) / (bidQuantity + askQuantity);
  }

  /** How much more rests on the bids than on the asks over the best levels, from −1 to 1. */
  imbalance(levels = 1): number {
    const bids = this.#total(BID, levels);
    const asks = this.#total(ASK, levels);
    return (bids - asks) / (bids + asks);
  }

  /** The best levels of a side, the best first; fewer where the book has no more. */
  levels(side: "bid" | "ask", count: number): BookLevel[] {
    const found: BookLevel[] = [];
    this.#walk(side === "bid" ? BID : ASK, count, (ticks, lots) => {
      found.push({ price: stepValue(this.#tick, ticks), quantity: stepValue(this.#lot, lots) });
    });
    return found;
  }

  /** What rests at a price of a side; 0 where nothing does. */
  quantityAt(side: "bid" | "ask", price: number): number {
    const { units, scale } = this.#tick;
    const ticks = Math.round((price * scale) / units);
    return stepValue(this.#lot, this.#book.at(side === "bid" ? BID : ASK, ticks));
  }

  #quantity(side: number, ticks: number): number {
    const empty = ticks === NO_BID || ticks === NO_ASK;
    return empty ? NaN : stepValue(this.#lot, this.#book.at(side, ticks));
  }

  #total(side: number, count: number): number {
    let total = 0;
    this.#walk(side, count, (_, lots) => total += lots);
    return total;
  }

  #walk(side: number, count: number, visit: (ticks: number, lots: number) => void): void {
    const book = this.#book;
    const end = side === BID ? NO_BID : NO_ASK;
    let at = book.best(side);
    for (let i = 0; i < count && at !== end; i++, at = book.next(side, at)) {
      visit(at, book.at(side, at));
    }
  }
}
