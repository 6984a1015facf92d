import { formatCount } from "../format_table.ts";
import type { Finding } from "./finding.ts";

/**
 * Kind `off_grid`: rows whose time is not a whole number of steps after the time that most rows
 * agree on, as with exchange stamps of a few milliseconds after the hour: an exact join with other
 * series loses them. Offsets are to the nearest grid time, at most half a step.
 */
export function findOffGrid(ts: Float64Array, stepMs: number): Finding[] {
  const phase = commonPhase(ts, stepMs);
  let count = 0, least = Infinity, most = -Infinity, first = NaN, last = NaN;
  for (const at of ts) {
    const beyond = ((at - phase) % stepMs + stepMs) % stepMs;
    if (beyond === 0) continue;
    const offset = beyond > stepMs / 2 ? beyond - stepMs : beyond;
    if (count++ === 0) first = at;
    last = at;
    if (offset < least) least = offset;
    if (offset > most) most = offset;
  }
  if (count === 0) return [];
  const range = least === most ? `${least} ms` : `${least} to ${most} ms`;
  return [{
    kind: "off_grid",
    from: first,
    to: last,
    detail: `${formatCount(count)} of ${formatCount(ts.length)} times lie ${range} ` +
      `off the grid; an exact join loses them`,
  }];
}

function commonPhase(ts: Float64Array, stepMs: number): number {
  const counts = new Map<number, number>();
  let best = 0;
  for (const at of ts) {
    const phase = (at % stepMs + stepMs) % stepMs;
    const count = (counts.get(phase) ?? 0) + 1;
    counts.set(phase, count);
    if (count > (counts.get(best) ?? 0)) best = phase;
  }
  return best;
}
