import { type Dataset, datasets } from "../datasets.ts";
import { gridMs } from "../grid.ts";
import { timeframeMs } from "../timeframe.ts";
import type { SeriesToFetch } from "./fetched_datasets.ts";
import type { Venue } from "./open_venue.ts";
import type { Range } from "./plan_ranges.ts";

const dayMs = 86_400_000;

/**
 * The part of a range that a venue can answer for now: not before what it keeps, where it refuses to
 * be asked for older rows, and no row that is still changing. A bar is final when the venue's own
 * clock has passed its close. The range ends just after the last time that a row may have.
 */
export function clampRange(
  { clock, profile }: Pick<Venue, "clock" | "profile">,
  { dataset, timeframe }: SeriesToFetch,
  { from, to }: Range,
): Range {
  const now = clock.now();
  const { known }: Dataset = datasets[dataset];
  const lengthMs = known === "close" && timeframe !== null ? timeframeMs(timeframe) : 0;
  const keptDays = profile.keptDays[dataset];
  const stepMs = timeframe === null ? 1 : gridMs(timeframe, "crypto");
  const oldest = keptDays === undefined
    ? -Infinity
    : Math.ceil((now - keptDays * dayMs) / stepMs + 1) * stepMs;
  const last = Math.floor((Math.min(to, now - lengthMs + 1) - 1) / stepMs) * stepMs;
  return { from: Math.max(from, oldest), to: last + 1 };
}
