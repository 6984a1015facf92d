import type { Line } from "../engine/line.ts";

/**
 * Whether `a` was below `b` one bar ago and is above it now, strictly on both sides.
 *
 * Short for `a.previous < b.previous && a.value > b.value`; written out because strategies ask it on
 * every bar, and most often before the getters have been compiled.
 */
export function crossesAbove(a: Line, b: Line): boolean {
  const i = a.series.index;
  const j = b.series.index;
  return i > 0 && j > 0 &&
    a.values[(i - 1) & a.mask]! < b.values[(j - 1) & b.mask]! &&
    a.values[i & a.mask]! > b.values[j & b.mask]!;
}

/** Whether `a` was above `b` one bar ago and is below it now; the mirror of {@linkcode crossesAbove}. */
export function crossesBelow(a: Line, b: Line): boolean {
  return crossesAbove(b, a);
}
