import { resized } from "../columns.ts";
import { NO_LEVEL } from "./book_side.ts";

/** An order as it comes to rest. */
export interface RestingOrder {
  readonly handle: number;
  readonly ticks: number;
  readonly lots: number;
  /** Time at which it came to rest, ms. */
  readonly ts: number;
  /** Lots ahead of it in the queue of its level; Infinity where that is not known. */
  readonly ahead: number;
  /** It could have gone on taking, had the recorded book been deeper: it crosses what is left. */
  readonly crossing: boolean;
}

/**
 * Our own orders that rest on one side of a book, one row each in priority: the best price first and
 * at one price the earliest. Keys are as in {@linkcode BookSide}.
 */
export class RestingOrders {
  /** Orders in use; rows are 0 to here. */
  count = 0;
  /** Greatest key, {@linkcode NO_LEVEL} where none rests. */
  best = NO_LEVEL;
  /** Least key. */
  worst = -NO_LEVEL;
  key = new Int32Array(8);
  handle = new Float64Array(8);
  lots = new Float64Array(8);
  ts = new Float64Array(8);
  /** Lots ahead in the queue of the level now. */
  ahead = new Float64Array(8);
  /** Lots ahead when it came to rest, or when its level was first seen. */
  aheadAtArrival = new Float64Array(8);
  /** Lots traded at its level since it came to rest. */
  traded = new Float64Array(8);
  /** Of these, lots traded since the level last changed. */
  tradedSinceChange = new Float64Array(8);
  /** Lots ahead that were cancelled, by the queue model. */
  cancelledAhead = new Float64Array(8);
  /** 1 where the order crosses the recorded book. */
  crossing = new Uint8Array(8);

  readonly #sign: number;

  /** @param sign 1 for bids, -1 for asks. */
  constructor(sign: 1 | -1) {
    this.#sign = sign;
  }

  /** Ticks of a row's price. */
  ticks(row: number): number {
    return this.#sign * this.key[row]!;
  }

  /** How many rows have a greater key; the first row at this key, where one rests there. */
  above(key: number): number {
    let from = 0;
    let to = this.count;
    while (from < to) {
      const middle = (from + to) >> 1;
      if (this.key[middle]! > key) from = middle + 1;
      else to = middle;
    }
    return from;
  }

  /** Row of an order, -1 where it does not rest here. */
  find(handle: number): number {
    for (let row = 0; row < this.count; row++) if (this.handle[row] === handle) return row;
    return -1;
  }

  /** Puts an order behind those of its price. */
  add({ handle, ticks, lots, ts, ahead, crossing }: RestingOrder): void {
    const key = this.#sign * ticks;
    const row = this.above(key - 1);
    if (this.count === this.key.length) this.#grow();
    for (let i = this.count++; i > row; i--) this.#copy(i - 1, i);
    this.key[row] = key;
    this.handle[row] = handle;
    this.lots[row] = lots;
    this.ts[row] = ts;
    this.ahead[row] = ahead;
    this.aheadAtArrival[row] = ahead;
    this.traded[row] = 0;
    this.tradedSinceChange[row] = 0;
    this.cancelledAhead[row] = 0;
    this.crossing[row] = crossing ? 1 : 0;
    this.#bounds();
  }

  /** Takes an order out. */
  remove(row: number): void {
    this.count--;
    for (let i = row; i < this.count; i++) this.#copy(i + 1, i);
    this.#bounds();
  }

  /** Trades of `lots` at a row's level, which take from the front of its queue. */
  trade(row: number, lots: number): void {
    this.traded[row]! += lots;
    this.tradedSinceChange[row]! += lots;
    this.ahead[row] = Math.max(0, this.ahead[row]! - lots);
  }

  /** The level of a row has changed: now `ahead` lots are in front of it. */
  move(row: number, ahead: number): void {
    const before = this.ahead[row]!;
    if (before === Infinity) this.aheadAtArrival[row] = ahead;
    else this.cancelledAhead[row]! += before - ahead;
    this.ahead[row] = ahead;
    this.tradedSinceChange[row] = 0;
  }

  #bounds(): void {
    this.best = this.count === 0 ? NO_LEVEL : this.key[0]!;
    this.worst = this.count === 0 ? -NO_LEVEL : this.key[this.count - 1]!;
  }

  #copy(from: number, to: number): void {
    this.key[to] = this.key[from]!;
    this.handle[to] = this.handle[from]!;
    this.lots[to] = this.lots[from]!;
    this.ts[to] = this.ts[from]!;
    this.ahead[to] = this.ahead[from]!;
    this.aheadAtArrival[to] = this.aheadAtArrival[from]!;
    this.traded[to] = this.traded[from]!;
    this.tradedSinceChange[to] = this.tradedSinceChange[from]!;
    this.cancelledAhead[to] = this.cancelledAhead[from]!;
    this.crossing[to] = this.crossing[from]!;
  }

  #grow(): void {
    const capacity = 2 * this.key.length;
    this.key = resized(this.key, capacity);
    this.handle = resized(this.handle, capacity);
    this.lots = resized(this.lots, capacity);
    this.ts = resized(this.ts, capacity);
    this.ahead = resized(this.ahead, capacity);
    this.aheadAtArrival = resized(this.aheadAtArrival, capacity);
    this.traded = resized(this.traded, capacity);
    this.tradedSinceChange = resized(this.tradedSinceChange, capacity);
    this.cancelledAhead = resized(this.cancelledAhead, capacity);
    this.crossing = resized(this.crossing, capacity);
  }
}
