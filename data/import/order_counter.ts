/** How the rows of a source lie in time. */
export interface SourceOrder {
  /** "unsorted" where some rows come forward in time and some go back. */
  readonly kind: "ascending" | "descending" | "unsorted";
  /** Runs of rows that are in order. */
  readonly blocks: number;
  /** Where an unsorted source goes back: the time before and the time after, at most ten. */
  readonly jumps: readonly (readonly [before: number, after: number])[];
}

const NAMED = 10;

/** Counts how often rows go back in time, as they come by. */
export class OrderCounter {
  #last = NaN;
  #forward = 0;
  #back = 0;
  readonly #jumps: [number, number][] = [];

  /** Look at the next row's time. */
  add(ts: number): void {
    if (ts > this.#last) this.#forward++;
    else if (ts < this.#last) {
      this.#back++;
      if (this.#jumps.length < NAMED) this.#jumps.push([this.#last, ts]);
    }
    this.#last = ts;
  }

  /** The order of the rows looked at. */
  order(): SourceOrder {
    if (this.#back === 0) return { kind: "ascending", blocks: 1, jumps: [] };
    if (this.#forward === 0) return { kind: "descending", blocks: 1, jumps: [] };
    return { kind: "unsorted", blocks: this.#back + 1, jumps: this.#jumps };
  }
}
