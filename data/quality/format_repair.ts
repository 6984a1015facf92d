import { nounOf } from "../datasets.ts";
import { formatCount } from "../format_table.ts";
import type { RepairReport } from "./repair_series.ts";

/** The statement of a repair: a line for each thing that was done to each series, or would be. */
export function formatRepair(reports: readonly RepairReport[]): string {
  return reports.map((report) => [nameOf(report), ...linesOf(report).map((line) => `  ${line}`)])
    .flat().join("\n");
}

function nameOf({ dataset, venue, symbol, timeframe }: RepairReport): string {
  const words = [symbol, timeframe, dataset === "bars" ? null : nounOf(dataset), `at ${venue}`];
  return words.filter((word) => word !== null).join(" ");
}

function linesOf(report: RepairReport): string[] {
  const { missing, gapRuns, fetched, marked, filled, quarantined, dryRun } = report;
  const would = dryRun ? "would be " : "";
  const rows = (count: number) => `${formatCount(count)} ${count === 1 ? "row" : "rows"}`;
  const left = missing - fetched - marked - filled;
  const done = [
    ...(fetched > 0 ? [`${rows(fetched)} fetched`] : []),
    ...(marked > 0 ? [`${rows(marked)} ${would}marked as missing at the venue too`] : []),
    ...(filled > 0 ? [`${rows(filled)} ${would}invented: flat, volume 0, and marked so`] : []),
    ...(quarantined > 0 ? [`${rows(quarantined)} ${would}moved to quarantine`] : []),
    ...report.rewrittenFiles.map((file) => `${would}put in order: ${file}`),
    ...report.movedFiles.map((file) => `cannot be read, ${would}moved to quarantine: ${file}`),
    ...report.unsettled,
  ];
  const runs = `${formatCount(gapRuns)} ${gapRuns === 1 ? "run" : "runs"}`;
  const gaps = missing > 0 ? [`${rows(missing)} missing in ${runs}`] : [];
  const asked = dryRun && left > 0 && done.length === 0
    ? ["the venue would be asked for them"]
    : [];
  const all = [...gaps, ...done, ...asked];
  return all.length > 0 ? all : ["nothing to repair"];
}
