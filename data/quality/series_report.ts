import type { DatasetName } from "../datasets.ts";
import type { Finding } from "./finding.ts";

/** What a check found out about one series, in the form that programs get. */
export interface SeriesReport {
  readonly dataset: DatasetName;
  /** `null` of a file that is not told what it is of. */
  readonly venue: string | null;
  readonly symbol: string | null;
  /** `null` where the dataset has none. */
  readonly timeframe: string | null;
  readonly rows: number;
  /** Times of the first and the last row in ms; `null` where no row could be read. */
  readonly from: number | null;
  readonly to: number | null;
  /** Rows missing on the grid between them; `null` where rows keep no grid, as trades do. */
  readonly missing: number | null;
  /** Unbroken runs of missing rows. */
  readonly gapRuns: number | null;
  /** Rows missing in the longest run. */
  readonly longestGap: number | null;
  /** Rows at a time, or with a trade id, that was taken. */
  readonly duplicates: number;
  readonly findings: readonly Finding[];
}
