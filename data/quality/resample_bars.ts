import { allocateBars, sliceBars } from "../bar_columns.ts";
import type { Bars } from "../bars.ts";
import { type Bucket, bucketer, type BucketOptions } from "./bar_buckets.ts";

/** Bars of a longer timeframe, and what they are built of. */
export interface ResampledBars {
  readonly bars: Bars;
  /** For each bar how many of its shorter bars are missing. */
  readonly missing: Float64Array;
  /** Open times of bars that were left out: the series begins or ends within them. */
  readonly leftOut: readonly number[];
  /** Shorter bars that belong to no longer one, as those outside the session to no day. */
  readonly outside: number;
}

/**
 * Build the bars of a longer timeframe from shorter ones: the first open, the highest high, the
 * lowest low, the last close and the sum of volumes, which is not known where one of them is not. A
 * first or last bar that the series does not hold the beginning or the end of is left out: its
 * prices would be others once the rest is there. Bars with holes inside are built, and counted.
 */
export function resampleBars(bars: Bars, options: BucketOptions): ResampledBars {
  const bucketOf = bucketer(options);
  const { ts, open, high, low, close, volume } = bars;
  const built = allocateBars(ts.length);
  const missing = new Float64Array(ts.length);
  const leftOut: number[] = [];
  let rows = 0, outside = 0;
  let bucket: Bucket | undefined;
  let held = 0;
  const finish = (whole: boolean) => {
    if (bucket === undefined) return;
    if (whole) missing[rows++] = Math.max(0, bucket.expected - held);
    else leftOut.push(bucket.start);
  };
  let whole = true;
  for (let i = 0; i < ts.length; i++) {
    const next = bucketOf(ts[i]!);
    if (next === undefined) {
      outside++;
      continue;
    }
    if (bucket === undefined || next.start !== bucket.start) {
      finish(whole);
      whole = bucket !== undefined || ts[i]! <= next.begin;
      bucket = next;
      held = 0;
      built.ts[rows] = next.start;
      built.open[rows] = open[i]!;
      built.high[rows] = high[i]!;
      built.low[rows] = low[i]!;
      built.volume[rows] = 0;
    }
    held++;
    built.high[rows] = Math.max(built.high[rows]!, high[i]!);
    built.low[rows] = Math.min(built.low[rows]!, low[i]!);
    built.close[rows] = close[i]!;
    built.volume[rows]! += volume[i]!;
  }
  finish(whole && (ts.at(-1) ?? 0) + options.fromMs >= (bucket?.end ?? 0));
  return {
    bars: sliceBars(built, 0, rows),
    missing: missing.subarray(0, rows),
    leftOut,
    outside,
  };
}
