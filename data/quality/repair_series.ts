import { type Dataset, datasets } from "../datasets.ts";
import { readTable } from "../storage/read_table.ts";
import { findHeldSeries, type HeldSeries } from "../storage/series.ts";
import { mendFiles } from "./mend_files.ts";
import { type GapRepair, repairGaps, type RepairOptions } from "./repair_gaps.ts";

/** What a repair did to one series, or would do. */
export interface RepairReport extends GapRepair, Omit<HeldSeries, "files" | "source"> {
  /** Rows moved to quarantine because they break a rule of the lake. */
  readonly quarantined: number;
  /** Files that could not be read and were moved to quarantine. */
  readonly movedFiles: readonly string[];
  /** Files whose rows were put in order. */
  readonly rewrittenFiles: readonly string[];
  readonly dryRun: boolean;
}

const noGaps: GapRepair = {
  missing: 0,
  gapRuns: 0,
  fetched: 0,
  marked: 0,
  filled: 0,
  unsettled: [],
};

/**
 * Repair one series: make its files keep the lake's rules, then see to its gaps. Rows that are held
 * are never changed.
 */
export async function repairSeries(
  dataDir: string,
  series: HeldSeries,
  options: RepairOptions,
): Promise<RepairReport> {
  const { dataset, venue, symbol, timeframe, source } = series;
  const { dryRun = false } = options;
  const key = { dataset, venue, symbol, timeframe };
  const mended = source === "sample"
    ? { quarantined: 0, rewritten: [], moved: [] }
    : await mendFiles(dataDir, series, { dryRun });
  const report = {
    ...key,
    ...noGaps,
    quarantined: mended.quarantined,
    movedFiles: mended.moved,
    rewrittenFiles: mended.rewritten,
    dryRun,
  };
  const { known }: Dataset = datasets[dataset];
  const held = findHeldSeries(dataDir, key).find((each) => each.timeframe === timeframe);
  if (known === "event" || held === undefined) return report;
  const broken = dryRun && mended.rewritten.length + mended.moved.length > 0;
  if (broken) return { ...report, unsettled: ["gaps are counted once its files are mended"] };
  const table = await readTable(held.files, { dataset });
  return { ...report, ...await repairGaps(dataDir, { ...held, table }, options) };
}
