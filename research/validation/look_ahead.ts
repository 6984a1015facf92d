import { sliceBars } from "../../data/bar_columns.ts";
import type { Bars } from "../../data/bars.ts";
import { messageOf } from "../../data/message_of.ts";
import { type SeriesData, Simulation, type SimulationInput } from "../engine/mod.ts";
import { decisionsOf, firstDifference } from "./compare_decisions.ts";
import { decisionCuts, rowClosingAt } from "./decision_cuts.ts";
import { scrambleAfter, scrambleColumnAfter } from "./scramble.ts";

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
 * with all bars and other data after the cut replaced by noise; every decision up to the cut must be the same, to
 * the byte, as over all bars. Cuts are the bars on which it decided, the bars before them, and bars
 * spread evenly over the run.
 */
export function testLookAhead(input: SimulationInput): LookAheadResult {
  const full = new Simulation(input).run();
  const expected = decisionsOf(full);
  const { bars: columns = [], data: beside = [] } = input;
  const cuts = decisionCuts(full);
  for (const cut of cuts) {
    const cutTs = full.rows.ts[cut]!;
    const keep = columns.map((bars) => countUpTo(bars, cutTs));
    const futures = {
      removed: {
        bars: columns.map((bars, i) => sliceBars(bars, 0, keep[i]!)),
        data: beside.map((data, i) => mapData(data, (column) => column.subarray(0, keep[i]))),
      },
      scrambled: {
        bars: columns.map((bars, i) => scrambleAfter(bars, keep[i]!, cut)),
        data: beside.map((data, i) =>
          mapData(data, (column) => scrambleColumnAfter(column, keep[i]!, cut))
        ),
      },
    };
    for (const future of ["removed", "scrambled"] as const) {
      const actual = decisionsWith({ ...input, ...futures[future] }, cut);
      const changed = firstDifference(expected.upTo(cut), actual);
      if (changed) {
        const finding = { future, cut, cutTs, ...changed };
        return { passed: false, cuts: cuts.length, finding };
      }
    }
  }
  return { passed: true, cuts: cuts.length, finding: null };
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

function mapData(
  data: SeriesData,
  change: (column: Float64Array) => Float64Array,
): SeriesData {
  return Object.fromEntries(
    Object.entries(data).map(([name, column]) => [name, column && change(column)]),
  );
}

function countUpTo({ ts }: Bars, cutTs: number): number {
  const row = rowClosingAt(ts, cutTs);
  return ts[row] === cutTs ? row + 1 : row;
}
