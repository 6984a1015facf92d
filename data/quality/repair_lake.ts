import { findHeldSeries } from "../storage/series.ts";
import type { CheckFilter } from "./check_lake.ts";
import { nothingHeld } from "./nothing_held.ts";
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
