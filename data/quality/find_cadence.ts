import { formatCount } from "../format_table.ts";
import { timeframeOf } from "../timeframe.ts";
import type { Finding } from "./finding.ts";
import { typicalStepMs } from "./typical_step.ts";

/**
 * Kind `cadence`: more than half of the rows follow the one before at another distance than the
 * timeframe's, as in a file of hourly rows that is named 1d.
 */
export function findCadence(ts: Float64Array, stepMs: number): Finding[] {
  const step = typicalStepMs(ts);
  if (step === undefined || step === stepMs) return [];
  return [{
    kind: "cadence",
    from: ts[0]!,
    to: ts.at(-1)!,
    detail: `rows are ${timeframeOf(step) ?? `${formatCount(step / 1000)} s`} apart, ` +
      `not ${timeframeOf(stepMs) ?? `${formatCount(stepMs / 1000)} s`}`,
  }];
}
