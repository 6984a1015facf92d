/** Bars that a 24x7 grid expects and a series does not hold. */
export interface Gaps {
  /** Bars missing in all. */
  readonly missing: number;
  /** Unbroken runs of missing bars. */
  readonly runs: number;
  /** Bars missing in the longest run. */
  readonly longest: number;
}

/** Count the holes between the first and the last of ascending times, one bar a `stepMs`. */
export function countGaps(ts: Float64Array, stepMs: number): Gaps {
  let missing = 0, runs = 0, longest = 0;
  for (let i = 1; i < ts.length; i++) {
    const hole = Math.round((ts[i]! - ts[i - 1]!) / stepMs) - 1;
    if (hole <= 0) continue;
    missing += hole;
    runs++;
    if (hole > longest) longest = hole;
  }
  return { missing, runs, longest };
}
