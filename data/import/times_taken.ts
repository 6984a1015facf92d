/** Which times a unique row has been taken at: nothing is kept while they only rise or only fall. */
export class TimesTaken {
  #least = Infinity;
  #most = -Infinity;
  #all: Set<number> | undefined;
  readonly #times: () => Float64Array;
  readonly #keyOf: (ts: number) => number;

  /**
   * @param times those taken so far.
   * @param keyOf what tells times apart.
   */
  constructor(times: () => Float64Array, keyOf: (ts: number) => number) {
    this.#times = times;
    this.#keyOf = keyOf;
  }

  /** Take a time; `false` where it is taken already. */
  take(time: number): boolean {
    const ts = this.#keyOf(time);
    if (ts > this.#most || ts < this.#least) {
      this.#least = Math.min(this.#least, ts);
      this.#most = Math.max(this.#most, ts);
      this.#all?.add(ts);
      return true;
    }
    this.#all ??= new Set(this.#times().map(this.#keyOf));
    if (this.#all.has(ts)) return false;
    this.#all.add(ts);
    return true;
  }
}
