import { bucketStart } from "../../data/durations.ts";
import { type SavedSeries, Series } from "./series.ts";

/** A higher timeframe as a snapshot holds it. */
export interface SavedAggregate {
  readonly series: SavedSeries;
  /** Start of the bar that is being built, NaN where there is none, and its prices and volume. */
  readonly bucket: number;
  readonly bar: Float64Array;
}

/**
 * Builds the bars of a higher timeframe from closed base bars. A higher bar becomes visible once a
 * base bar has closed at or after its end, never before; where base bars are missing it becomes
 * visible with the first one after the hole. Buckets begin at multiples of the timeframe in UTC,
 * weeks on Monday.
 */
export class Aggregate {
  readonly series: Series;
  #bucket = NaN;
  readonly #bar = new Float64Array(5);

  constructor(readonly base: Series, timeframeMs: number) {
    if (!(timeframeMs > base.timeframeMs) || timeframeMs % base.timeframeMs !== 0) {
      throw new RangeError(
        `Cannot build bars of ${timeframeMs} ms from bars of ${base.timeframeMs} ms; ` +
          "take a whole multiple of the run's timeframe",
      );
    }
    this.series = new Series(timeframeMs);
  }

  /** Takes in the base bar that has just closed. */
  update(): void {
    const { base, series } = this;
    const bar = this.#bar;
    const ts = base.ts.value;
    const span = series.timeframeMs;
    const bucket = bucketStart(ts, span);
    if (bucket !== this.#bucket) {
      this.#emit();
      this.#bucket = bucket;
      bar[0] = base.open.value;
      bar[1] = base.high.value;
      bar[2] = base.low.value;
      bar[4] = 0;
    }
    bar[1] = Math.max(bar[1]!, base.high.value);
    bar[2] = Math.min(bar[2]!, base.low.value);
    bar[3] = base.close.value;
    bar[4]! += base.volume.value;
    if (ts + base.timeframeMs >= bucket + span) this.#emit();
  }

  /** A copy of its bars and of the one that is being built. */
  save(): SavedAggregate {
    return { series: this.series.save(), bucket: this.#bucket, bar: this.#bar.slice() };
  }

  /** Becomes the higher timeframe of a snapshot. */
  restore({ series, bucket, bar }: SavedAggregate): void {
    this.series.restore(series);
    this.#bucket = bucket;
    this.#bar.set(bar);
  }

  #emit(): void {
    if (Number.isNaN(this.#bucket)) return;
    const bar = this.#bar;
    this.series.push(this.#bucket, bar[0]!, bar[1]!, bar[2]!, bar[3]!, bar[4]!);
    this.series.advance();
    this.#bucket = NaN;
  }
}
