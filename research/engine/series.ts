import type { Bars } from "../../data/bars.ts";
import { BLOCK, Line } from "./line.ts";

/** Computes one or several lines of a series for the bars `from` … `to` − 1. */
export interface Computation {
  /** All that the computation remembers from bar to bar, so that a snapshot can hold it. */
  readonly state?: Float64Array;
  fill(from: number, to: number): void;
}

/** Other data by name, one value a bar; null where values arrive with the bars, one by one. */
export type SeriesData = Readonly<Record<string, Float64Array | null>>;

/** A series as a snapshot holds it; it knows of no bar after the one that closed last. */
export interface SavedSeries {
  readonly index: number;
  readonly lines: readonly Float64Array[];
  /** What each computation remembers, or null. */
  readonly states: readonly (Float64Array | null)[];
}

/** The bars of one instrument and timeframe, with the indicators on them and the clock. */
export class Series {
  readonly ts: Line;
  readonly open: Line;
  readonly high: Line;
  readonly low: Line;
  readonly close: Line;
  readonly volume: Line;
  /** The bar that closed last; −1 before the first. */
  index = -1;
  /** Bars that are in the columns. */
  length: number;
  /** All lines on it: prices, other data and indicators, those that serve others too. */
  readonly lines: Line[] = [];
  /** Bars that pass before all lines on it are defined. */
  warmUp = 0;
  #computed = 0;
  /** Bars that indicators may be computed for. */
  #known = Infinity;
  readonly #computations: Computation[] = [];
  readonly #data = new Map<string, Line>();
  #asked: Set<string> | null = null;

  /** @param bars whole columns for a backtest; none where bars arrive one by one through push. */
  constructor(
    /** Timeframe in milliseconds. */
    readonly timeframeMs: number,
    bars?: Bars,
    data: SeriesData = {},
  ) {
    this.ts = new Line(this, 0, bars?.ts);
    this.open = new Line(this, 0, bars?.open);
    this.high = new Line(this, 0, bars?.high);
    this.low = new Line(this, 0, bars?.low);
    this.close = new Line(this, 0, bars?.close);
    this.volume = new Line(this, 0, bars?.volume);
    for (const name of ["open", "high", "low", "close", "volume"] as const) this[name].name = name;
    this.length = bars?.ts.length ?? 0;
    for (const [name, column] of Object.entries(data)) {
      const line = new Line(this, 0, column ?? undefined);
      line.name = name;
      this.#data.set(name, line);
    }
  }

  /** A series without bars that notes which other data are asked for. */
  static probe(timeframeMs: number, asked: Set<string>): Series {
    const series = new Series(timeframeMs);
    series.#asked = asked;
    return series;
  }

  /** Names of the other data that come with the bars. */
  get dataNames(): readonly string[] {
    return [...this.#data.keys()];
  }

  /**
   * A column of other data beside the bars.
   *
   * @throws RangeError where there is none of that name.
   */
  data(name: string): Line {
    const line = this.#data.get(name);
    if (line) return line;
    if (this.#asked) {
      this.#asked.add(name);
      return new Line(this, 0);
    }
    throw new RangeError(
      `No data "${name}" beside the bars; ` +
        (this.#data.size === 0 ? "there are none" : `there are ${this.dataNames.join(", ")}`),
    );
  }

  /**
   * Registers an indicator's computation; its inputs must have been registered before it.
   *
   * @throws RangeError once bars have been seen: those would be missing from it.
   */
  compute(computation: Computation): void {
    if (this.index >= 0) {
      throw new RangeError("Cannot add an indicator once bars have been seen; ask during set-up");
    }
    this.#computations.push(computation);
  }

  /**
   * Appends one closed bar, with the values of other data in the order of their names; call
   * {@linkcode Series.advance} to make it the current one.
   */
  push(
    ts: number,
    open: number,
    high: number,
    low: number,
    close: number,
    volume: number,
    data: readonly (number | null)[] = [],
  ): void {
    const i = this.length++;
    this.ts.values[i & this.ts.mask] = ts;
    this.open.values[i & this.open.mask] = open;
    this.high.values[i & this.high.mask] = high;
    this.low.values[i & this.low.mask] = low;
    this.close.values[i & this.close.mask] = close;
    this.volume.values[i & this.volume.mask] = volume;
    let column = 0;
    for (const line of this.#data.values()) line.values[i & line.mask] = data[column++] ?? NaN;
  }

  /**
   * Appends bars to rings, at most as many as are computed ahead of the clock, with the columns of
   * other data by name.
   */
  append({ ts, open, high, low, close, volume }: Bars, data: SeriesData = {}): void {
    if (ts.length > BLOCK || this.index + 1 !== this.length) {
      throw new RangeError(
        `Cannot append ${ts.length} bars at once; feed at most ${BLOCK}, in order`,
      );
    }
    const columns = this.dataNames.map((name) => {
      const column = data[name];
      if (column?.length === ts.length) return column;
      throw new RangeError(`Cannot append ${ts.length} bars without as many values of "${name}"`);
    });
    for (let i = 0; i < ts.length; i++) {
      const values = columns.map((column) => column[i]!);
      this.push(ts[i]!, open[i]!, high[i]!, low[i]!, close[i]!, volume[i]!, values);
    }
  }

  /** Moves the clock to the next bar; indicators are computed a block at a time. */
  advance(): void {
    if (++this.index >= this.#computed) this.#fillBlock();
  }

  /** Computes no indicator for bars that open at `ts` or later, until it is told of a later time. */
  holdBack(ts: number): void {
    let known = this.length;
    let low = this.index + 1;
    while (ts < Infinity && low < known) {
      const middle = (low + known) >> 1;
      if (this.ts.values[middle & this.ts.mask]! < ts) low = middle + 1;
      else known = middle;
    }
    this.#known = ts === Infinity ? Infinity : known;
  }

  /**
   * A copy of all that is known at the bar that closed last.
   *
   * @throws Error where indicators have been computed beyond it.
   */
  save(): SavedSeries {
    if (this.#computed !== this.index + 1) {
      throw new Error(`Cannot save bar ${this.index}: ${this.#computed} bars have been computed`);
    }
    return {
      index: this.index,
      lines: this.lines.map((line) => line.save()),
      states: this.#computations.map(({ state }) => state?.slice() ?? null),
    };
  }

  /**
   * Becomes the series of a snapshot: whole columns go on after the bar that closed last, rings take
   * the values that may still be read.
   *
   * @throws RangeError where its lines or bars are not those of the snapshot.
   */
  restore({ index, lines, states }: SavedSeries): void {
    if (lines.length !== this.lines.length || states.length !== this.#computations.length) {
      throw new RangeError(
        `Cannot resume: the strategy has ${this.lines.length} lines and ` +
          `${this.#computations.length} computations, the snapshot ${lines.length} and ` +
          `${states.length}; resume with the strategy and the data that it was taken of`,
      );
    }
    this.index = index;
    this.#computed = index + 1;
    if (this.ts.mask >= 0) this.length = index + 1;
    lines.forEach((saved, i) => this.lines[i]!.restore(saved));
    states.forEach((saved, i) => {
      const { state } = this.#computations[i]!;
      if (saved?.length !== state?.length) {
        throw new RangeError(
          "Cannot resume: an indicator has another window; resume with the strategy and the " +
            "parameters that the snapshot was taken of",
        );
      }
      if (saved !== null) state!.set(saved);
    });
  }

  #fillBlock(): void {
    const from = this.#computed;
    const to = Math.min(from + BLOCK, this.length, this.#known);
    for (const computation of this.#computations) computation.fill(from, to);
    this.#computed = to;
  }
}
