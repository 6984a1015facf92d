import { messageOf } from "../../data/message_of.ts";
import { Simulation, type SimulationInput, type SimulationSnapshot } from "../engine/mod.ts";
import { decisionsOf, firstDifference } from "./compare_decisions.ts";
import { decisionCuts } from "./decision_cuts.ts";

/** A decision that came out otherwise once the run was resumed from a snapshot. */
export interface ResumeFinding {
  /** The first row after the snapshot, and its open time. */
  readonly cut: number;
  readonly cutTs: number;
  /** The decision of the run that never stopped, in canonical form; null where there was none. */
  readonly expected: string | null;
  /** The decision, or the error, of the run that was resumed; null where there was none. */
  readonly actual: string | null;
}

/** What the test tried and found. */
export interface ResumeResult {
  readonly passed: boolean;
  readonly cuts: number;
  /** The first difference, or null. */
  readonly finding: ResumeFinding | null;
}

/**
 * Whether a strategy goes on from a snapshot as if it had never stopped: the run is split at rows
 * and resumed, and every decision must be the same, to the byte. A strategy that keeps something in
 * variables of its own rather than by `remember` fails.
 *
 * @param cuts rows to split at; by default those on which it decided, those before, and some spread
 * evenly over the run.
 */
export function testResume(input: SimulationInput, cuts?: readonly number[]): ResumeResult {
  const full = new Simulation(input).run();
  const last = full.rows.length - 1;
  const expected = decisionsOf(full).upTo(last);
  const rows = [...cuts ?? decisionCuts(full)].sort((a, b) => a - b);
  const run = new Simulation(input);
  for (const cut of rows) {
    const changed = firstDifference(expected, decisionsAfter(input, run, cut, last));
    if (changed === null) continue;
    const finding = { cut, cutTs: full.rows.ts[cut] ?? NaN, ...changed };
    return { passed: false, cuts: rows.length, finding };
  }
  return { passed: true, cuts: rows.length, finding: null };
}

/** All decisions of a run that goes on to a row and is resumed there. */
function decisionsAfter(
  input: SimulationInput,
  run: Simulation,
  cut: number,
  last: number,
): string[] {
  try {
    const snapshot: SimulationSnapshot = structuredClone(run.run(cut).snapshot());
    return decisionsOf(Simulation.resume(input, snapshot).run()).upTo(last);
  } catch (error) {
    return [...decisionsOf(run).upTo(cut - 1), messageOf(error)];
  }
}
