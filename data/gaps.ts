/** Bars that a grid expects and a series does not hold. */
export interface Gaps {
  /** Bars missing in all. */
  readonly missing: number;
  /** Unbroken runs of missing bars. */
  readonly runs: number;
  /** Bars missing in the longest run. */
  readonly longest: number;
}

/** One unbroken run of missing bars. */
export interface Gap {
  /** Open time of the first missing bar. */
  readonly from: number;
  /** Open time of the last missing bar. */
  readonly to: number;
  readonly missing: number;
}

/** Count the holes between the first and the last of ascending times, one bar a `stepMs`. */
export function countGaps(ts: Float64Array, stepMs: number): Gaps {
  return sumGaps(listGaps(ts, stepMs));
}

/**
 * The holes between the first and the last of ascending times, one bar a `stepMs` on every day of
 * the week. Times a little off the grid open no hole: distances are rounded to whole steps.
 */
export function listGaps(ts: Float64Array, stepMs: number): Gap[] {
  const gaps: Gap[] = [];
  for (let i = 1; i < ts.length; i++) {
    const missing = Math.round((ts[i]! - ts[i - 1]!) / stepMs) - 1;
    if (missing <= 0) continue;
    gaps.push({ from: ts[i - 1]! + stepMs, to: ts[i - 1]! + missing * stepMs, missing });
  }
  return gaps;
}

/** What runs of missing bars come to. */
export function sumGaps(gaps: readonly Gap[]): Gaps {
  let missing = 0, longest = 0;
  for (const gap of gaps) {
    missing += gap.missing;
    if (gap.missing > longest) longest = gap.missing;
  }
  return { missing, runs: gaps.length, longest };
}
