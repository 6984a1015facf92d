import { durations } from "../durations.ts";

/** A step that jitters by less than this fraction is still the timeframe's. */
const JITTER = 0.01;

/**
 * The distance from one row to the next that more than half of the rows keep, to within 1 % of a
 * known timeframe, or `undefined` where there are fewer than ten rows or no distance prevails.
 */
export function typicalStepMs(ts: Float64Array): number | undefined {
  if (ts.length < 10) return undefined;
  const counts = new Map<number, number>();
  for (let i = 1; i < ts.length; i++) {
    const step = nearestDuration(ts[i]! - ts[i - 1]!);
    counts.set(step, (counts.get(step) ?? 0) + 1);
  }
  for (const [step, count] of counts) if (count * 2 > ts.length - 1 && step > 0) return step;
  return undefined;
}

const lengths = [...durations.values()];

function nearestDuration(step: number): number {
  return lengths.find((length) => Math.abs(step - length) <= length * JITTER) ?? step;
}
