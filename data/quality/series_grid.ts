import type { DatasetName } from "../datasets.ts";
import { findHoles } from "../fetch/find_holes.ts";
import type { Gap } from "../gaps.ts";
import { timeframeMs } from "../timeframe.ts";
import { findGaps } from "./find_gaps.ts";
import type { SeriesRules } from "./series_rules.ts";
import { typicalStepMs } from "./typical_step.ts";

/** The step of a series: its timeframe's, or the one that most rows keep; `null` where none. */
export function stepOf(timeframe: string | null, ts: Float64Array): number | null {
  return timeframe === null ? typicalStepMs(ts) ?? null : timeframeMs(timeframe);
}

/**
 * The gaps of a series on its grid. Funding is held to the distance of its neighbours, for a venue
 * may change the hours between settlements.
 */
export function gridGaps(dataset: DatasetName, ts: Float64Array, rules: SeriesRules): Gap[] {
  if (dataset !== "funding_rates") return findGaps(ts, rules);
  if (ts.length < 2) return [];
  return findHoles(ts, { from: ts[0]!, to: ts.at(-1)! + 1, stepMs: undefined });
}
