import type { Calendar } from "../instrument.ts";

/** What the rows of a series are held against. */
export interface SeriesRules {
  /** Distance from one row to the next; `null` where rows come with events, as trades do. */
  readonly stepMs: number | null;
  /** "equity" expects bars in the regular sessions of the US exchanges only. */
  readonly calendar: Calendar;
}
