import type { Simulation } from "../engine/mod.ts";

/** Bars on which something was decided that are tried as cuts, at the most. */
const DECISION_CUTS = 48;
/** Evenly spaced bars that are tried besides. */
const SPACED_CUTS = 16;

/**
 * Rows at which a run is worth cutting: those on which it decided, the rows before them, and rows
 * spread evenly over it.
 */
export function decisionCuts({ orders, rows }: Simulation): number[] {
  const cuts = new Set<number>();
  const decided = new Set<number>();
  for (let i = 0; i < orders.decided; i++) {
    decided.add(rowClosingAt(rows.ts, orders.decisionTs[i]! - rows.timeframeMs));
  }
  for (const row of spread([...decided], DECISION_CUTS)) {
    cuts.add(row);
    if (row > 0) cuts.add(row - 1);
  }
  for (const row of spread(Array.from({ length: rows.length }, (_, i) => i), SPACED_CUTS)) {
    cuts.add(row);
  }
  return [...cuts].sort((a, b) => a - b);
}

function spread(values: readonly number[], count: number): number[] {
  if (values.length <= count) return [...values];
  return Array.from({ length: count }, (_, i) => values[Math.floor((i * values.length) / count)]!);
}

/** The first row that opens at a time or later. */
export function rowClosingAt(ts: Float64Array, openTs: number): number {
  let low = 0;
  let high = ts.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (ts[middle]! < openTs) low = middle + 1;
    else high = middle;
  }
  return low;
}
