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
  #entries = 0;
  /** The entry that was asked for last; 0 for none. */
  #last = 0;
  #lastPrice = NaN;
  /** Position and its value when the last entry was asked for. */
  #before = { position: 0, value: 0 };

  /** @throws RangeError where the units are not a whole number above 0. */
  constructor(m: Market, { units }: PyramidLimits) {
    if (!(Number.isInteger(units) && units > 0)) {
      throw new RangeError(`Cannot build up ${units} units; give a whole number from 1`);
    }
    this.#m = m;
    this.#units = units;
  }

  /** Entries that the position is made of. */
  get entries(): number {
    this.#update();
    return this.#entries;
  }

  /** Buys one more unit where the limits allow; returns the order's id, or 0 where there is none. */
  buy({ quantity, step }: PyramidEntry, why: string): number {
    const { close, position } = this.#m;
    if (position < 0 || !this.#mayAdd() || !(quantity > 0)) return 0;
    if (position > 0 && !(close.value >= this.#lastPrice + step)) return 0;
    return this.#remember(this.#m.buy({ quantity }, why));
  }

  /** Sells one more unit short where the limits allow; see {@linkcode Pyramid.buy}. */
  sell({ quantity, step }: PyramidEntry, why: string): number {
    const { close, position } = this.#m;
    if (position > 0 || !this.#mayAdd() || !(quantity > 0)) return 0;
    if (position < 0 && !(close.value <= this.#lastPrice - step)) return 0;
    return this.#remember(this.#m.sell({ quantity }, why));
  }

  #mayAdd(): boolean {
    this.#update();
    return this.#last === 0 && this.#entries < this.#units;
  }

  #remember(id: number): number {
    const { position, entryPrice } = this.#m;
    this.#before = { position, value: position * entryPrice };
    return this.#last = id;
  }

  /** Sees what has become of the last entry: what it filled at follows from the position. */
  #update(): void {
    const { position, entryPrice } = this.#m;
    if (this.#last > 0) {
      const status = this.#m.status(this.#last);
      const open = status.state === "requested" || status.state === "working";
      if (open) return;
      this.#last = 0;
      if ("filledLots" in status && status.filledLots > 0 && position !== 0) {
        const { position: held, value } = this.#before;
        this.#lastPrice = (position * entryPrice - value) / (position - held);
        this.#entries++;
      }
    }
    if (position === 0) this.#entries = 0;
  }
}
