/** Which times a unique row has been taken at: nothing is kept while they only rise or only fall. */
export class TimesTaken {
  #least = Infinity;
  #most = -Infinity;
  #all: Set<number> | undefined;
  readonly #times: () => Float64Array;

  /** @param times those taken so far. */
  constructor(times: () => Float64Array) {
    this.#times = times;
  }

  /** Take a time; `false` where it is taken already. */
  take(ts: number): boolean {
    if (ts > this.#most || ts < this.#least) {
      this.#least = Math.min(this.#least, ts);
      this.#most = Math.max(this.#most, ts);
      this.#all?.add(ts);
      return true;
    }
    this.#all ??= new Set(this.#times());
    if (this.#all.has(ts)) return false;
    this.#all.add(ts);
    return true;
  }
}
