/**
 * What happened on the path of one bar, in the order in which it was taken, as far as that order may
 * have mattered: it is known only where all lies on one side of the open, the nearer before the
 * farther, and it matters where one order leaves another less to do.
 */
export class PathEvents {
  #held = 0;
  #side = 0;
  #distance = 0;
  #isKnown = true;
  #isCurtailed = false;
  #hasFills = false;
  /** Lots bought and sold on the way. */
  #bought = 0;
  #sold = 0;
  /** The least that a reduce-only order to buy, and one to sell, had to reduce for certain. */
  #toBuy = Infinity;
  #toSell = Infinity;

  /** The open is past; `held` is the position then, in lots. */
  begin(held: number): void {
    this.#held = held;
    this.#side = 0;
    this.#distance = 0;
    this.#isKnown = true;
    this.#isCurtailed = false;
    this.#hasFills = false;
    this.#bought = 0;
    this.#sold = 0;
    this.#toBuy = Infinity;
    this.#toSell = Infinity;
  }

  /**
   * An order has filled, this far from the open; `lots` are below 0 where it sold.
   *
   * @param opened of a reduce-only order, what its entry opened before it on the same way, in lots;
   * NaN of others.
   */
  fill(distance: number, lots: number, opened: number): void {
    this.#note(distance, lots);
    this.#hasFills = true;
    if (lots > 0) this.#bought += lots;
    else this.#sold -= lots;
    if (Number.isNaN(opened)) return;
    if (lots > 0) this.#toBuy = Math.min(this.#toBuy, opened - this.#held);
    else this.#toSell = Math.min(this.#toSell, opened + this.#held);
  }

  /** An order has filled less than it was to, or nothing, for want of a position or of cash. */
  curtail(distance: number, side: number): void {
    this.#note(distance, side);
    this.#isCurtailed = true;
  }

  /** Whether an order has filled on the way. */
  get hasFills(): boolean {
    return this.#hasFills;
  }

  /** Whether another order of the same events may have come to something else. */
  get mattered(): boolean {
    if (this.#isKnown) return false;
    return this.#isCurtailed || this.#bought > this.#toBuy || this.#sold > this.#toSell;
  }

  /** What fills on the way at the open itself is a limit order that the price has passed. */
  #note(distance: number, bought: number): void {
    const side = Math.sign(distance) || -Math.sign(bought);
    if (side === -this.#side || Math.abs(distance) < this.#distance) this.#isKnown = false;
    this.#side = side;
    this.#distance = Math.abs(distance);
  }
}
