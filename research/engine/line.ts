import type { Series } from "./series.ts";

/** How many bars an indicator is computed ahead of the clock in a backtest, at the most. */
export const BLOCK = 1024;

/**
 * A column of values, one a bar: a price, or an indicator's output. A strategy reads it through the
 * clock of its series, so only bars that have closed can be reached. A value is NaN until the line
 * has warmed up.
 */
export class Line {
  /** Slots; bar i lies in slot `i & mask`. Read through the clock, not directly. */
  values: Float64Array;
  /** One less than the slots of a ring, or −1 for a whole column. */
  mask: number;
  /** What it is called where people read it; "" for one that serves another. */
  name = "";
  /** Past values that may be read: those that a block filled ahead of the clock leaves in a ring. */
  #reach = BLOCK;

  constructor(
    /** The bars that this line belongs to. */
    readonly series: Series,
    /** Bars that pass before the first defined value. */
    readonly warmUp: number,
    column?: Float64Array,
  ) {
    this.values = column ?? new Float64Array(2 * BLOCK).fill(NaN);
    this.mask = column ? -1 : 2 * BLOCK - 1;
    series.lines.push(this);
    series.warmUp = Math.max(series.warmUp, warmUp);
  }

  /** The value at the bar that has just closed. */
  get value(): number {
    const { index } = this.series;
    return index < 0 ? NaN : this.values[index & this.mask]!;
  }

  /** The value one bar earlier. */
  get previous(): number {
    const index = this.series.index;
    return index > 0 ? this.values[(index - 1) & this.mask]! : NaN;
  }

  /**
   * The value `bars` bars ago; 0 is the bar that has just closed.
   *
   * @throws RangeError for a negative or fractional number, or one beyond what is kept (see
   * {@linkcode Line.keep}).
   */
  at(bars: number): number {
    if (!Number.isInteger(bars) || bars < 0) {
      throw new RangeError(`Cannot read ${bars} bars ago; give a whole number from 0`);
    }
    if (bars > this.#reach) {
      throw new RangeError(
        `Cannot read ${bars} bars ago; call keep(${bars}) on the line when the strategy is set up`,
      );
    }
    const index = this.series.index - bars;
    return index < 0 ? NaN : this.values[index & this.mask]!;
  }

  /**
   * Keeps at least `bars` past values readable; call it while the strategy is being set up. Whole
   * columns keep to it too, so that a strategy reads as far back in the backtest as live.
   */
  keep(bars: number): this {
    if (bars <= this.#reach) return this;
    if (this.series.index >= 0) {
      throw new RangeError(`Cannot keep ${bars} bars once bars have been seen; ask during set-up`);
    }
    let slots = 2 * BLOCK;
    while (slots < bars + BLOCK) slots *= 2;
    this.#reach = slots - BLOCK;
    if (this.mask >= 0) {
      this.values = new Float64Array(slots).fill(NaN);
      this.mask = slots - 1;
    }
    return this;
  }

  /** A copy of the values that may be read at the bar that has just closed, oldest first. */
  save(): Float64Array {
    const end = this.series.index + 1;
    const start = Math.max(0, end - this.#reach - 1);
    const saved = new Float64Array(end - start);
    for (let i = start; i < end; i++) saved[i - start] = this.values[i & this.mask]!;
    return saved;
  }

  /**
   * Takes the values that a snapshot holds, for the bars up to the one that has just closed.
   *
   * @throws RangeError where it is a whole column and its own values are others.
   */
  restore(saved: Float64Array): void {
    const end = this.series.index + 1;
    const start = end - saved.length;
    if (saved.length !== Math.min(end, this.#reach + 1)) {
      throw new RangeError(
        `Cannot resume: ${this.name || "a line"} keeps ${this.#reach} bars, the snapshot has ` +
          `${saved.length} of it; resume with the strategy that it was taken of`,
      );
    }
    for (let i = 0; i < saved.length; i++) {
      const slot = (start + i) & this.mask;
      if (this.mask >= 0) this.values[slot] = saved[i]!;
      else if (!Object.is(this.values[slot], saved[i])) {
        throw new RangeError(
          `Cannot resume: bar ${start + i} has ${this.name} ${this.values[slot]}, the snapshot ` +
            `${saved[i]}; resume over the bars that it was taken on`,
        );
      }
    }
  }
}
