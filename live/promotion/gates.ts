import { isDeepStrictEqual } from "node:util";
import type { LookAheadResult } from "../../research/validation/look_ahead.ts";
import type { RunRecord } from "../../research/runs/run_record.ts";
import type { Rehearsal } from "../runner/rehearse.ts";
import type { Gate } from "./manifest.ts";

/** Days that a run must span before its figures say anything. */
export const MIN_DAYS = 180;
/** Closed trades that a run must have before its figures say anything. */
export const MIN_TRADES = 30;

const DAY_MS = 86_400_000;

/** The part of a run's record that running it again must bring forth. */
export type Repeated = Pick<
  RunRecord,
  "from" | "to" | "metrics" | "benchmark" | "finalEquity" | "decisionHash"
>;

/** What the gates are judged on. */
export interface Evidence {
  readonly run: RunRecord;
  /** Checksums of the bars that the lake holds for the run now. */
  readonly dataChecksums: readonly string[];
  /** The run repeated from its source: the figures that count, whatever its record says. */
  readonly repeated: Repeated;
  /** The decisions of the run repeated, in canonical form, one a line. */
  readonly decisions: string;
  /** Null where the run does not repeat, so that a changed decision would tell nothing. */
  readonly lookAhead: LookAheadResult | null;
  /** The frozen bytes over the run's bars in the sandbox; an error's message where they failed. */
  readonly rehearsal: Rehearsal | string;
}

/** The gates to paper trading, in the order that they are shown. */
export function judge(evidence: Evidence): Gate[] {
  const { run, dataChecksums, repeated, lookAhead, rehearsal } = evidence;
  const days = (repeated.to - repeated.from) / DAY_MS;
  const trades = repeated.metrics.trades ?? 0;
  return [
    integrity("data unchanged", ...sameData(run, dataChecksums)),
    integrity("run repeated", ...sameFigures(run, repeated)),
    integrity("look-ahead", ...noLookAhead(lookAhead)),
    integrity("deterministic rerun", ...sameDecisions(evidence, rehearsal)),
    bound("length, days", Math.round(days), MIN_DAYS),
    bound("closed trades", trades, MIN_TRADES),
  ];
}

type Verdict = [value: string, bound: string, reason: string];

function sameData(run: RunRecord, now: readonly string[]): Verdict {
  const changed = run.instruments.filter((_, i) => run.dataChecksums[i] !== now[i]);
  return changed.length === 0 ? ["identical", "identical", ""] : [
    "changed",
    "identical",
    `the bars of ${changed.map(({ symbol }) => symbol).join(", ")} are not those of the run; ` +
    "run the backtest again",
  ];
}

function sameFigures(run: RunRecord, repeated: Repeated): Verdict {
  const changed = (Object.keys(repeated) as (keyof Repeated)[])
    // Through JSON, as the record has gone: it knows no −0.
    .filter((key) => !isDeepStrictEqual(run[key], JSON.parse(JSON.stringify(repeated[key]))));
  return changed.length === 0 ? ["identical", "identical", ""] : [
    "differs",
    "identical",
    `run again, the strategy does not come to the record's ${changed.join(", ")}; where the code ` +
    "has changed since, run the backtest again",
  ];
}

function noLookAhead(result: LookAheadResult | null): Verdict {
  if (result === null) {
    return ["not tested", "0", "look-ahead cannot be told of a run that does not repeat"];
  }
  const { cuts, finding } = result;
  if (finding === null) return [`0 of ${cuts} cuts`, "0", ""];
  return [
    "decisions change",
    "0",
    `with the bars after ${new Date(finding.cutTs).toISOString()} (bar ${finding.cut}) ` +
    `${finding.future}, it decides ${finding.actual ?? "nothing"} where it decided ` +
    `${finding.expected ?? "nothing"}`,
  ];
}

function sameDecisions(
  { repeated, decisions }: Evidence,
  rehearsal: Rehearsal | string,
): Verdict {
  if (typeof rehearsal === "string") return ["failed", "identical", rehearsal];
  const { decisionHash, finalEquity } = repeated;
  if (rehearsal.decisionHash === decisionHash && rehearsal.finalEquity === finalEquity) {
    return ["identical", "identical", ""];
  }
  const [ran, live] = [decisions, rehearsal.decisions].map((text) => text.split("\n"));
  const first = ran!.findIndex((line, i) => line !== live![i]);
  return [
    "differs",
    "identical",
    first < 0
      ? `bar by bar in the sandbox its final equity is ${rehearsal.finalEquity}, in the run ` +
        `${finalEquity}`
      : `bar by bar in the sandbox, with nothing but the past, it decides ` +
        `${live![first] || "nothing more"} where the run decided ${ran![first] || "nothing more"}`,
  ];
}

function integrity(name: string, value: string, limit: string, reason: string): Gate {
  const gate: Gate = { name, value, bound: limit, passed: reason === "", kind: "integrity" };
  return reason === "" ? gate : { ...gate, reason };
}

function bound(name: string, value: number, least: number): Gate {
  const gate: Gate = { name, value, bound: least, passed: value >= least, kind: "bound" };
  return gate.passed ? gate : { ...gate, reason: `${name}: ${value} is below ${least}` };
}
