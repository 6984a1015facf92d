import type { Market } from "../engine/market.ts";

/** Between which limits a position is built up. */
export interface PyramidLimits {
  /** Entries at the most, the first included. */
  readonly units: number;
}

/** How one more entry is made. */
export interface PyramidEntry {
  readonly quantity: number;
  /** How far the close must lie beyond the last entry's price, in units of price. */
  readonly step: number;
}

/**
 * A position that is added to while it wins, such as the turtles' of up to four units half an ATR
 * apart: at most `units` entries by market order, each but the first only where the close lies `step`
 * or more beyond the price that the last one filled at, above it when long and below it when short.
 * One entry is open at a time. Make one for a market during set-up, and let nothing else add to the
 * position; it may be closed in any way, which begins the count anew.
 */
export class Pyramid {
  readonly #m: Market;
  readonly #units: number;
  readonly #memory: {
    entries: number;
    /** The entry that was asked for last; 0 for none. */
    last: number;
    lastPrice: number | null;
    /** Position and its value when the last entry was asked for. */
    position: number;
    value: number;
  };

  /** @throws RangeError where the units are not a whole number above 0. */
  constructor(m: Market, { units }: PyramidLimits) {
    if (!(Number.isInteger(units) && units > 0)) {
      throw new RangeError(`Cannot build up ${units} units; give a whole number from 1`);
    }
    this.#m = m;
    this.#units = units;
    this.#memory = m.remember({ entries: 0, last: 0, lastPrice: null, position: 0, value: 0 });
  }

  /** Entries that the position is made of. */
  get entries(): number {
    this.#update();
    return this.#memory.entries;
  }

  /** Buys one more unit where the limits allow; returns the order's id, or 0 where there is none. */
  buy({ quantity, step }: PyramidEntry, why: string): number {
    const { close, position } = this.#m;
    if (position < 0 || !this.#mayAdd() || !(quantity > 0)) return 0;
    if (position > 0 && !(close.value >= this.#lastPrice + step)) return 0;
    return this.#noted(this.#m.buy({ quantity }, why));
  }

  /** Sells one more unit short where the limits allow; see {@linkcode Pyramid.buy}. */
  sell({ quantity, step }: PyramidEntry, why: string): number {
    const { close, position } = this.#m;
    if (position > 0 || !this.#mayAdd() || !(quantity > 0)) return 0;
    if (position < 0 && !(close.value <= this.#lastPrice - step)) return 0;
    return this.#noted(this.#m.sell({ quantity }, why));
  }

  get #lastPrice(): number {
    return this.#memory.lastPrice ?? NaN;
  }

  #mayAdd(): boolean {
    this.#update();
    return this.#memory.last === 0 && this.#memory.entries < this.#units;
  }

  #noted(id: number): number {
    const { position, entryPrice } = this.#m;
    Object.assign(this.#memory, { last: id, position, value: position * entryPrice });
    return id;
  }

  /** Sees what has become of the last entry: what it filled at follows from the position. */
  #update(): void {
    const { position, entryPrice } = this.#m;
    const memory = this.#memory;
    if (memory.last > 0) {
      const status = this.#m.status(memory.last);
      const open = status.state === "requested" || status.state === "working";
      if (open) return;
      memory.last = 0;
      if ("filledLots" in status && status.filledLots > 0 && position !== 0) {
        const price = (position * entryPrice - memory.value) / (position - memory.position);
        memory.lastPrice = Number.isFinite(price) ? price : null;
        memory.entries++;
      }
    }
    if (position === 0) memory.entries = 0;
  }
}
