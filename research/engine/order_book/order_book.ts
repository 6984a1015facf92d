import { ASK, BID } from "./book_event.ts";
import { BookSide, NO_LEVEL } from "./book_side.ts";

/** Best bid of a book without bids; below every price. */
export const NO_BID: number = NO_LEVEL;
/** Best ask of a book without asks; above every price. */
export const NO_ASK: number = -NO_LEVEL;

/**
 * Levels of a market by price in ticks, both sides (L2). It holds what it was told: before a
 * snapshot it is `synchronised` false and knows only levels that have changed since the recording
 * began.
 */
export class OrderBook {
  /** Whether the levels are those of the venue, by a snapshot and every change after it. */
  synchronised = false;
  readonly #bids = new BookSide(1);
  readonly #asks = new BookSide(-1);

  /** Best bid in ticks, {@linkcode NO_BID} where there is none. */
  get bestBid(): number {
    return this.#bids.best;
  }

  /** Best ask in ticks, {@linkcode NO_ASK} where there is none. */
  get bestAsk(): number {
    return 0 - this.#asks.best;
  }

  /** Whether there is both a bid and an ask. */
  get isTwoSided(): boolean {
    return this.#bids.best !== NO_LEVEL && this.#asks.best !== NO_LEVEL;
  }

  /** Whether a bid is at or above an ask, which no market shows between two messages. */
  get crossed(): boolean {
    return this.#bids.best + this.#asks.best >= 0;
  }

  /** Best price of a side in ticks, {@linkcode NO_BID} or {@linkcode NO_ASK} where there is none. */
  best(side: number): number {
    return side === BID ? this.#bids.best : 0 - this.#asks.best;
  }

  /** Lots that rest at a price. */
  at(side: number, ticks: number): number {
    return (side === BID ? this.#bids : this.#asks).at(ticks);
  }

  /** The next price of a side behind this one, {@linkcode NO_BID} or {@linkcode NO_ASK} at the end. */
  next(side: number, ticks: number): number {
    return side === BID ? this.#bids.after(ticks) : 0 - this.#asks.after(-ticks);
  }

  /**
   * Lots that rest on a side from the best price to this one, inclusive; counted until there are
   * `enough`.
   */
  lotsTo(side: number, ticks: number, enough: number): number {
    const sign = side === BID ? 1 : -1;
    let lots = 0;
    for (let at = this.best(side); sign * at >= sign * ticks; at = this.next(side, at)) {
      lots += this.at(side, at);
      if (lots >= enough) break;
    }
    return lots;
  }

  /** Puts a level or, with 0 lots, deletes it. */
  apply(side: number, ticks: number, lots: number): void {
    (side === BID ? this.#bids : this.#asks).set(ticks, lots);
  }

  /** Deletes the levels of a side from the best to this price, inclusive. */
  clearTo(side: number, ticks: number): void {
    if (side === BID) this.#bids.clearTo(ticks);
    else this.#asks.clearTo(-ticks);
  }

  /** Deletes every level of a side. */
  clearSide(side: number): void {
    this.clearTo(side, side === BID ? NO_BID : NO_ASK);
  }

  /** Deletes every level. */
  clear(): void {
    this.clearSide(BID);
    this.clearSide(ASK);
  }

  /**
   * Copies a side's levels from the best on into columns, as many as they hold.
   *
   * @returns how many levels there were.
   */
  levels(side: number, ticks: Int32Array, lots: Float64Array): number {
    const end = side === BID ? NO_BID : NO_ASK;
    let count = 0;
    for (let at = this.best(side); at !== end && count < ticks.length; at = this.next(side, at)) {
      ticks[count] = at;
      lots[count++] = this.at(side, at);
    }
    return count;
  }
}
