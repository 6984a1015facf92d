import type { Bars } from "../../data/bars.ts";

/**
 * The time order of a run: one row for each open time at which any instrument has a bar. Built once
 * by merging the sorted columns, so the loop itself does no searching.
 */
export class Rows {
  /** Open time of each row, ms. */
  readonly ts: Float64Array;
  readonly #instruments: number;
  /** 1 where an instrument has a bar in a row; absent where all have bars in every row. */
  readonly #present: Uint8Array | null;

  /** @throws RangeError where times go backwards, or bars of different instruments overlap. */
  constructor(bars: readonly Bars[], readonly timeframeMs: number) {
    this.#instruments = bars.length;
    const first = bars[0]?.ts ?? new Float64Array(0);
    const together = bars.every(({ ts }) => sameTimes(ts, first));
    if (together) {
      this.ts = first;
      this.#present = null;
    } else {
      [this.ts, this.#present] = merge(bars);
    }
    requireRising(this.ts, timeframeMs);
  }

  get length(): number {
    return this.ts.length;
  }

  /** Whether some instrument has no bar in some row. */
  get gaps(): boolean {
    return this.#present !== null;
  }

  /** Whether an instrument has a bar in a row. */
  has(row: number, instrument: number): boolean {
    return this.#present === null || this.#present[row * this.#instruments + instrument] === 1;
  }
}

function sameTimes(a: Float64Array, b: Float64Array): boolean {
  if (a === b) return true;
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}

function merge(bars: readonly Bars[]): [Float64Array<ArrayBuffer>, Uint8Array] {
  const count = bars.length;
  const total = bars.reduce((sum, { ts }) => sum + ts.length, 0);
  const ts = new Float64Array(total);
  const present = new Uint8Array(total * count);
  const next = new Int32Array(count);
  let rows = 0;
  for (;;) {
    let earliest = Infinity;
    for (let i = 0; i < count; i++) {
      earliest = Math.min(earliest, bars[i]!.ts[next[i]!] ?? Infinity);
    }
    if (earliest === Infinity) return [ts.slice(0, rows), present.slice(0, rows * count)];
    for (let i = 0; i < count; i++) {
      if (bars[i]!.ts[next[i]!] !== earliest) continue;
      present[rows * count + i] = 1;
      next[i]!++;
    }
    ts[rows++] = earliest;
  }
}

function requireRising(ts: Float64Array, timeframeMs: number): void {
  for (let i = 1; i < ts.length; i++) {
    if (ts[i]! - ts[i - 1]! >= timeframeMs) continue;
    const at = new Date(ts[i]!).toISOString();
    throw new RangeError(
      ts[i]! <= ts[i - 1]!
        ? `Cannot run over bars whose time goes back at ${at}; sort and deduplicate them`
        : `Cannot run over bars that overlap at ${at}; put all instruments on one time grid`,
    );
  }
}
