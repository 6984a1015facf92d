/** Place of a bar's open time in the array that a venue matches against. */
export const TS = 0;
/** Place of the open. */
export const OPEN = 1;
/** Place of the high. */
export const HIGH = 2;
/** Place of the low. */
export const LOW = 3;
/** Place of the close. */
export const CLOSE = 4;
/** Place of the volume. */
export const VOLUME = 5;

interface Begun {
  readonly price: number;
  readonly low: number;
  readonly high: number;
}

/**
 * The part of a bar that an order certainly meets. One that worked before the bar opened meets all of
 * it. One that begins within the bar, because what it waits for happened at a price on the way up or
 * down, certainly meets the extreme that lies that way and the close; the rest may have been before.
 */
export class PriceRanges {
  readonly #begun = new Map<number, Begun>();

  /** Forgets the bar before. */
  clear(): void {
    if (this.#begun.size > 0) this.#begun.clear();
  }

  /**
   * Notes that an order begins within the bar, at a price that was reached on the way up or down, by
   * another or itself before: what that met of the bar is all that this one can meet.
   */
  begin(id: number, price: number, up: boolean, by: number, bar: Float64Array): void {
    const low = up ? Math.min(price, bar[CLOSE]!) : this.low(by, bar);
    const high = up ? this.high(by, bar) : Math.max(price, bar[CLOSE]!);
    this.#begun.set(id, { price, low, high });
  }

  /** Whether an order has begun within the bar. */
  has(id: number): boolean {
    return this.#begun.has(id);
  }

  /** The price at which an order begins: that of its event, else the open. */
  start(id: number, bar: Float64Array): number {
    return this.#begun.size === 0 ? bar[OPEN]! : this.#begun.get(id)?.price ?? bar[OPEN]!;
  }

  /** The lowest price that the order certainly meets. */
  low(id: number, bar: Float64Array): number {
    return this.#begun.size === 0 ? bar[LOW]! : this.#begun.get(id)?.low ?? bar[LOW]!;
  }

  /** The highest price that the order certainly meets. */
  high(id: number, bar: Float64Array): number {
    return this.#begun.size === 0 ? bar[HIGH]! : this.#begun.get(id)?.high ?? bar[HIGH]!;
  }
}
