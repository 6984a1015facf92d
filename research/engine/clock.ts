import type { Series } from "./series.ts";

/** Which row is being decided on, and when: what is decided carries the close of its bars. */
export class Clock {
  row = -1;

  /** @param series of an instrument with a bar in the row. */
  constructor(public series: Series) {}

  /** Close of the row's bars, ms. */
  get closeTs(): number {
    return this.series.ts.value + this.series.timeframeMs;
  }
}
