import type { Line } from "../engine/line.ts";

/** Whether `a` was below `b` one bar ago and is above it now, strictly on both sides. */
export function crossesAbove(a: Line, b: Line): boolean {
  return a.previous < b.previous && a.value > b.value;
}

/** Whether `a` was above `b` one bar ago and is below it now, strictly on both sides. */
export function crossesBelow(a: Line, b: Line): boolean {
  return a.previous > b.previous && a.value < b.value;
}
