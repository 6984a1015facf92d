import { findHoles, type HoleOptions } from "./find_holes.ts";

/** A time from which and before which rows are asked for. */
export interface Range {
  readonly from: number;
  readonly to: number;
}

/** What to plan for. */
export interface PlanOptions extends HoleOptions {
  /** Time that one answer covers: holes that lie closer than this are asked for together. */
  readonly pageMs: number;
}

/** Where the venue sets the times they may be late by this. */
const mostLateMs = 60_000;

/**
 * The ranges to ask for so that nothing is missing: what lies before, between and after the rows
 * that are held. What follows the last held row begins with that row, so that a bar which the venue
 * has corrected since is read again.
 */
export function planRanges(held: Float64Array, options: PlanOptions): Range[] {
  const { from, to, pageMs } = options;
  const last = held.at(-1);
  if (last === undefined) return from < to ? [{ from, to }] : [];
  const ranges: { from: number; to: number }[] = [];
  const tail = { from: Math.max(last, from), to };
  const lateMs = options.stepMs === undefined ? mostLateMs : 0;
  const holes = findHoles(held, options).filter((hole) => hole.to < last)
    .map((hole) => ({ from: Math.max(hole.from, from), to: hole.to + 1 + lateMs }));
  for (const hole of [...holes, tail]) {
    const before = ranges.at(-1);
    if (before !== undefined && hole.from - before.to < pageMs) before.to = hole.to;
    else ranges.push(hole);
  }
  return ranges.filter((range) => range.from < range.to);
}
