import { sliceBars } from "../../data/bar_columns.ts";
import type { Bars } from "../../data/bars.ts";
import { messageOf } from "../../data/message_of.ts";
import { canonicalDecision, Simulation, type SimulationInput } from "../engine/mod.ts";
import { scrambleAfter } from "./scramble.ts";

/** Bars on which something was decided that are tried as cuts, at the most. */
const DECISION_CUTS = 48;
/** Evenly spaced bars that are tried besides. */
const SPACED_CUTS = 16;

/** A decision that changed when the future was taken away or replaced. */
export interface LookAheadFinding {
  /** What was done to the bars after the cut. */
  readonly future: "removed" | "scrambled";
  /** Row and open time of the last bar that was left as it was. */
  readonly cut: number;
  readonly cutTs: number;
  /** The decision over all bars, in canonical form; null where there was none. */
  readonly expected: string | null;
  /** The decision, or the strategy's error, without the true future; null where there was none. */
  readonly actual: string | null;
}

/** What the test tried and found. */
export interface LookAheadResult {
  readonly passed: boolean;
  readonly cuts: number;
  /** The first difference, or null. */
  readonly finding: LookAheadFinding | null;
}

/**
 * Whether a strategy decides by the past alone. The run is repeated on prefixes of the bars, and
 * with all bars after the cut replaced by noise; every decision up to the cut must be the same, to
 * the byte, as over all bars. Cuts are the bars on which it decided, the bars before them, and bars
 * spread evenly over the run.
 */
export function testLookAhead(input: SimulationInput): LookAheadResult {
  const full = new Simulation(input).run();
  const expected = decisionsOf(full);
  const { bars: columns = [] } = input;
  const cuts = chooseCuts(full);
  for (const cut of cuts) {
    const cutTs = full.rows.ts[cut]!;
    const futures = {
      removed: columns.map((bars) => sliceBars(bars, 0, countUpTo(bars, cutTs))),
      scrambled: columns.map((bars) => scrambleAfter(bars, countUpTo(bars, cutTs), cut)),
    };
    for (const future of ["removed", "scrambled"] as const) {
      const actual = decisionsWith({ ...input, bars: futures[future] }, cut);
      const changed = firstDifference(expected.upTo(cut), actual);
      if (changed) {
        const finding = { future, cut, cutTs, ...changed };
        return { passed: false, cuts: cuts.length, finding };
      }
    }
  }
  return { passed: true, cuts: cuts.length, finding: null };
}

function decisionsOf(simulation: Simulation): { upTo(row: number): string[] } {
  const { orders, account, rows } = simulation;
  const texts = Array.from(
    { length: orders.decided },
    (_, i) => canonicalDecision(orders, account, i),
  );
  return {
    upTo(row) {
      const close = rows.ts[row]! + rows.timeframeMs;
      let count = 0;
      while (count < texts.length && orders.decisionTs[count]! <= close) count++;
      return texts.slice(0, count);
    },
  };
}

function decisionsWith(input: SimulationInput, cut: number): string[] {
  const texts: string[] = [];
  try {
    const simulation = new Simulation(input);
    simulation.run(Math.min(cut + 1, simulation.rows.length));
    texts.push(...decisionsOf(simulation).upTo(cut));
  } catch (error) {
    texts.push(messageOf(error));
  }
  return texts;
}

function firstDifference(
  expected: readonly string[],
  actual: readonly string[],
): { expected: string | null; actual: string | null } | null {
  const length = Math.max(expected.length, actual.length);
  for (let i = 0; i < length; i++) {
    if (expected[i] === actual[i]) continue;
    return { expected: expected[i] ?? null, actual: actual[i] ?? null };
  }
  return null;
}

function chooseCuts({ orders, rows }: Simulation): number[] {
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

function rowClosingAt(ts: Float64Array, openTs: number): number {
  let low = 0;
  let high = ts.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (ts[middle]! < openTs) low = middle + 1;
    else high = middle;
  }
  return low;
}

function countUpTo({ ts }: Bars, cutTs: number): number {
  const row = rowClosingAt(ts, cutTs);
  return ts[row] === cutTs ? row + 1 : row;
}
