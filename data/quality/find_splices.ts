import type { Bars } from "../bars.ts";
import { changePoint } from "./change_point.ts";
import type { Finding } from "./finding.ts";
import { type StepChange, stepChanges } from "./step_changes.ts";
import { smallestOfOneSign, volumeJump, type VolumeScale, volumeScale } from "./volume_scale.ts";

const DAY = 86_400_000;
/** Log of the smallest jump of volume that two sources make: three times. */
const JUMP = Math.log(3);
/** Shortest widths, in bars, over which a jump without other evidence must stand. */
const SHORT = [24, 60];
/** Bars on each side in which the exact time of a jump is looked for. */
const AROUND = 60;

/**
 * Kind `splice`: a bar from which on the volume is at least three times what it was, or a third, and
 * stays there, as where spot bars are continued with those of futures. The medians of log volume
 * before and after are compared, and those of volume by true range, for news raises volume and
 * moves together; both must jump. Either the jump stands over 24 bars, 60 bars, a day and a week
 * alike (without the week near the ends), which no market did that we hold; or it stands over a day and at that very bar the decimals
 * of volumes or prices change, as lots and ticks do from one venue to another. `from` is the last
 * bar of the old source and `to` the first of the new.
 */
export function findSplices(bars: Bars, stepMs: number): Finding[] {
  const scale = volumeScale(bars);
  const day = Math.max(24, Math.round(DAY / stepMs));
  const byStep = groupChanges(stepChanges(bars))
    .map((changes) => ({ changes, at: boundaryOf(changes) }))
    .map((each) => ({ ...each, jump: volumeJump(scale, each.at, [day]) }))
    .filter(({ jump }) => Math.abs(jump) >= JUMP);
  const widths = [...new Set([...SHORT, day, 7 * day])];
  const alone = jumpsAlone(scale, { widths, day })
    .filter(({ at }) => byStep.every((each) => Math.abs(each.at - at) > day))
    .map((each) => ({ ...each, changes: [] }));
  return [...byStep, ...alone].sort((a, b) => a.at - b.at).map(({ at, jump, changes }) => ({
    kind: "splice",
    from: bars.ts[at - 1]!,
    to: bars.ts[at]!,
    detail: describe(jump, changes),
  }));
}

interface Jump {
  readonly at: number;
  readonly jump: number;
}

/** Bars at which the volume jumps over all widths, each the clearest of its neighbourhood. */
function jumpsAlone(
  scale: VolumeScale,
  { widths, day }: { readonly widths: readonly number[]; readonly day: number },
): Jump[] {
  const found: Jump[] = [];
  const rows = scale.volume.length;
  const means = [scale.volume, scale.perMove].map(meanJumps);
  /** Near the ends a day must do where a week does not fit. */
  const fits = (at: number) => (width: number) => at >= width && at + width <= rows;
  const fitting = (at: number) => widths.filter(fits(at));
  let best: Jump | undefined;
  const settle = () => {
    if (best === undefined) return;
    const begin = best.at - AROUND;
    const around = scale.volume.subarray(Math.max(0, begin), best.at + AROUND);
    const refined = Math.max(0, begin) + changePoint(around);
    for (const at of [refined, best.at]) {
      const jump = volumeJump(scale, at, fitting(at));
      if (!fits(at)(day) || !(Math.abs(jump) >= JUMP)) continue;
      found.push({ at, jump });
      break;
    }
    best = undefined;
  };
  for (let at = day; at + day <= rows; at++) {
    const fit = fitting(at);
    const jump = smallestOfOneSign(means.flatMap((mean) => fit.map((width) => mean(at, width))));
    if (best !== undefined && at - best.at > AROUND) settle();
    // Means are near enough to medians to leave out what cannot pass.
    if (!(Math.abs(jump) >= 0.6 * JUMP)) continue;
    if (best === undefined || Math.abs(jump) > Math.abs(best.jump)) best = { at, jump };
  }
  settle();
  return found;
}

/** A function from a bar and a width to the difference of the means of so many after and before. */
function meanJumps(values: Float64Array): (at: number, width: number) => number {
  const sums = new Float64Array(values.length + 1);
  const counts = new Float64Array(values.length + 1);
  for (let i = 0; i < values.length; i++) {
    const valid = !Number.isNaN(values[i]!);
    sums[i + 1] = sums[i]! + (valid ? values[i]! : 0);
    counts[i + 1] = counts[i]! + (valid ? 1 : 0);
  }
  const mean = (begin: number, end: number) =>
    (sums[end]! - sums[begin]!) / (counts[end]! - counts[begin]!);
  return (at, width) => mean(at, at + width) - mean(at - width, at);
}

/** Changes of price and volume decimals within a hundred bars are one change. */
function groupChanges(changes: readonly StepChange[]): StepChange[][] {
  const groups: StepChange[][] = [];
  for (const change of [...changes].sort((a, b) => a.at - b.at)) {
    const last = groups.at(-1);
    if (last !== undefined && change.at - last[0]!.at <= 100) last.push(change);
    else groups.push([change]);
  }
  return groups;
}

/** The side that is written more finely shows its end, or its beginning, exactly. */
function boundaryOf(changes: readonly StepChange[]): number {
  const times = changes.map(({ at }) => at);
  return changes[0]!.before > changes[0]!.after ? Math.max(...times) : Math.min(...times);
}

function describe(jump: number, changes: readonly StepChange[]): string {
  const times = Math.exp(Math.abs(jump)).toFixed(1);
  const words = changes.map(({ column, before, after }) =>
    `; ${column} decimals go from ${before} to ${after}`
  );
  return `two sources in one series: volume ${jump > 0 ? "rises" : "falls"} ${times}-fold ` +
    `and stays there${words.join("")}`;
}
