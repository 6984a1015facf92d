import type { Series } from "./series.ts";

/** When decisions are made; they carry it. */
export interface DecisionTime {
  /** Row of the run. */
  readonly row: number;
  /** The time of the decision, ms: on bars, the close of those that have just closed. */
  readonly closeTs: number;
}

/** Which row is being decided on, and when: what is decided carries the close of its bars. */
export class Clock implements DecisionTime {
  row = -1;

  /** @param series of an instrument with a bar in the row. */
  constructor(public series: Series) {}

  /** Close of the row's bars, ms. */
  get closeTs(): number {
    return this.series.ts.value + this.series.timeframeMs;
  }
}
