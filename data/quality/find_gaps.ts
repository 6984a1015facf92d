import {
  regularOpen,
  sessionsBetween,
  usSessionsKnownFrom,
} from "../calendar/us_equity_sessions.ts";
import { type Gap, listGaps } from "../gaps.ts";
import type { SeriesRules } from "./series_rules.ts";

const DAY = 86_400_000;

/**
 * Kind `gap`: the runs of bars that the calendar's grid expects between the first and the last row
 * and the series does not hold. On the crypto calendar every step is expected. On the equity one a
 * daily bar is expected for every trading day, an intraday bar for every step of a regular session
 * (counted from the session's own first bar), and weekly bars every seven days. Sessions before
 * 2000 are not known, so nothing is missed there.
 */
export function findGaps(ts: Float64Array, { stepMs, calendar }: SeriesRules): Gap[] {
  if (stepMs === null || ts.length < 2) return [];
  if (calendar === "crypto" || stepMs > DAY) return listGaps(ts, stepMs);
  return missingOf(ts, expectedOpens(ts, stepMs));
}

/** Open time of every bar of these gaps. */
export function missingOpens(
  gaps: readonly Gap[],
  ts: Float64Array,
  { stepMs, calendar }: SeriesRules,
): number[] {
  if (stepMs === null) return [];
  if (calendar === "crypto" || stepMs > DAY) {
    return gaps.flatMap(({ from, missing }) =>
      Array.from({ length: missing }, (_, i) => from + i * stepMs)
    );
  }
  const held = new Set(ts);
  return [...expectedOpens(ts, stepMs)].filter((at) =>
    !held.has(at) && gaps.some(({ from, to }) => from <= at && at <= to)
  );
}

/** Open times of the bars that sessions between the first and the last row should have. */
function* expectedOpens(ts: Float64Array, stepMs: number): Generator<number> {
  const first = Math.max(ts[0]!, usSessionsKnownFrom);
  const last = ts.at(-1)!;
  const phase = stepMs < DAY ? sessionPhase(ts, stepMs) : 0;
  for (const { day, open, close } of sessionsBetween(Math.floor(first / DAY) * DAY, last + DAY)) {
    if (stepMs === DAY) {
      if (day >= first && day <= last) yield day;
      continue;
    }
    for (let at = open + phase - (phase > 0 ? stepMs : 0); at < close; at += stepMs) {
      if (at >= first && at <= last) yield at;
    }
  }
}

/** How long after a whole number of steps from its session's opening most bars begin. */
function sessionPhase(ts: Float64Array, stepMs: number): number {
  const counts = new Map<number, number>();
  for (const at of ts) {
    const phase = (at - regularOpen(Math.floor(at / DAY))) % stepMs;
    const positive = (phase + stepMs) % stepMs;
    counts.set(positive, (counts.get(positive) ?? 0) + 1);
  }
  let best = 0;
  for (const [phase, count] of counts) if (count > (counts.get(best) ?? 0)) best = phase;
  return best;
}

function missingOf(ts: Float64Array, expected: Iterable<number>): Gap[] {
  const gaps: Gap[] = [];
  let i = 0;
  let run: { from: number; to: number; missing: number } | undefined;
  for (const at of expected) {
    while (i < ts.length && ts[i]! < at) i++;
    if (ts[i] === at) {
      if (run !== undefined) gaps.push(run);
      run = undefined;
    } else if (run === undefined) run = { from: at, to: at, missing: 1 };
    else run = { from: run.from, to: at, missing: run.missing + 1 };
  }
  return run === undefined ? gaps : [...gaps, run];
}
