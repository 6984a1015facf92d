import { bucketStart, durations } from "../../data/durations.ts";
import type { Series } from "./series.ts";

const DAY = 86_400_000;

/**
 * A time that comes again and again. It is due on the bar that closes first at or after it, so a
 * decision is made at the time or, where bars are missing, as soon as there is one.
 */
export class Schedule {
  readonly #series: Series;
  readonly #spanMs: number;
  readonly #offsetMs: number;

  private constructor(series: Series, spanMs: number, offsetMs: number) {
    this.#series = series;
    this.#spanMs = spanMs;
    this.#offsetMs = offsetMs;
  }

  /**
   * Every `timeframe`, weeks from Monday; `at` is a time of day in UTC, "HH:MM", for spans of whole
   * days.
   *
   * @throws RangeError for an unknown timeframe or time, or one that is finer than the bars.
   */
  static every(series: Series, timeframe: string, at = "00:00"): Schedule {
    const span = durations.get(timeframe);
    if (span === undefined) {
      throw new RangeError(
        `Unknown timeframe "${timeframe}"; use ${[...durations.keys()].join(", ")}`,
      );
    }
    if (span < series.timeframeMs) {
      throw new RangeError(`Cannot decide every ${timeframe} on longer bars; take finer bars`);
    }
    const [, hours, minutes] = /^([01]\d|2[0-3]):([0-5]\d)$/.exec(at) ?? [];
    if (hours === undefined || (at !== "00:00" && span % DAY !== 0)) {
      throw new RangeError(
        `Cannot decide every ${timeframe} at "${at}"; give a time of day such as "14:30" with a ` +
          "span of whole days",
      );
    }
    return new Schedule(series, span, (Number(hours) * 60 + Number(minutes)) * 60_000);
  }

  /** Whether the time has come since the bar before. */
  get due(): boolean {
    const { ts, timeframeMs } = this.#series;
    const close = ts.value + timeframeMs - this.#offsetMs;
    const before = this.#series.index > 0 ? ts.previous + timeframeMs - this.#offsetMs : close - 1;
    return bucketStart(close, this.#spanMs) !== bucketStart(before, this.#spanMs);
  }
}
