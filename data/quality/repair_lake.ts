import { findHeldSeries } from "../storage/series.ts";
import { UserError } from "../user_error.ts";
import type { CheckFilter } from "./check_lake.ts";
import type { RepairOptions } from "./repair_gaps.ts";
import { type RepairReport, repairSeries } from "./repair_series.ts";

/**
 * Repair the series that a filter names, all that are held where it names none. A series of the
 * sample is left out where nothing is named: it cannot be changed.
 *
 * @throws {UserError} where nothing is held that the filter names.
 */
export async function repairLake(
  dataDir: string,
  filter: CheckFilter,
  options: RepairOptions,
): Promise<RepairReport[]> {
  const named = filter.symbol !== undefined;
  const chosen = findHeldSeries(dataDir, filter).filter(({ timeframe, source }) =>
    (filter.timeframe === undefined || timeframe === filter.timeframe) &&
    (named || source === "lake")
  );
  if (chosen.length === 0) throw nothingHeld(filter);
  const reports: RepairReport[] = [];
  for (const series of chosen) reports.push(await repairSeries(dataDir, series, options));
  return reports;
}

/** The error for a filter that fits nothing. */
export function nothingHeld({ dataset, venue, symbol, timeframe }: CheckFilter): UserError {
  const words = [dataset, venue, symbol, timeframe].filter((word) => word !== undefined);
  return new UserError(
    words.length === 0
      ? `Nothing is held: "deno task data fetch" or "deno task data import" brings data`
      : `Nothing is held of ${words.join(" ")}: "deno task data list" shows what is`,
  );
}
