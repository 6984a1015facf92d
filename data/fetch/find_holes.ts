import { type Gap, listGaps } from "../gaps.ts";

/** Where to look for holes. */
export interface HoleOptions {
  /** Rows are expected from here on … */
  readonly from: number;
  /** … and before this. */
  readonly to: number;
  /** Distance of two rows; `undefined` where the venue changes it, as with funding. */
  readonly stepMs: number | undefined;
}

const eightHoursMs = 8 * 3_600_000;

/**
 * The runs of rows that are missing from ascending times, those before the first and after the last
 * of them included. Where the step is not fixed, a distance holds missing rows when it is more than
 * one and a half times that of its neighbours: funding that changes from eight hours to four has no
 * hole.
 */
export function findHoles(ts: Float64Array, { from, to, stepMs }: HoleOptions): Gap[] {
  const first = ts[0], last = ts.at(-1);
  if (first === undefined || last === undefined) {
    const step = stepMs ?? eightHoursMs;
    return run(from, Math.ceil((to - from) / step), step);
  }
  const start = stepMs ?? stepBeside(ts, 1), end = stepMs ?? stepBeside(ts, ts.length - 1);
  const before = Math.floor((first - from) / start);
  return [
    ...run(first - before * start, before, start),
    ...stepMs === undefined ? unevenGaps(ts) : listGaps(ts, stepMs),
    ...run(last + end, Math.ceil((to - last) / end) - 1, end),
  ];
}

function run(from: number, missing: number, stepMs: number): Gap[] {
  return missing > 0 ? [{ from, to: from + (missing - 1) * stepMs, missing }] : [];
}

function unevenGaps(ts: Float64Array): Gap[] {
  const gaps: Gap[] = [];
  for (let i = 1; i < ts.length; i++) {
    const step = stepBeside(ts, i);
    const missing = Math.round((ts[i]! - ts[i - 1]!) / step) - 1;
    gaps.push(...run(ts[i - 1]! + step, missing, step));
  }
  return gaps;
}

/** The longer of the distances beside the one from row `i - 1` to row `i`. */
function stepBeside(ts: Float64Array, i: number): number {
  const left = i >= 2 ? ts[i - 1]! - ts[i - 2]! : 0;
  const right = i >= 1 && i + 1 < ts.length ? ts[i + 1]! - ts[i]! : 0;
  return Math.max(left, right) || eightHoursMs;
}
