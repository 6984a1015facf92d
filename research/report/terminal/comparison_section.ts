import { describeRatios } from "../describe_run.ts";
import { metricRows } from "../metric_rows.ts";
import { benchmarkName, type RunReport } from "../run_report.ts";
import type { Paint } from "./paint.ts";
import { type Column, table } from "./table.ts";

/** The metrics beside those of the benchmark, and how they differ. */
export function comparisonSection(report: RunReport, width: number, paint: Paint): string[] {
  const { benchmark } = report;
  const columns: Column[] = [
    { title: "", width: width - 51, align: "left" },
    { title: "Strategy", width: 17 },
    ...(benchmark
      ? [{ title: benchmarkName(benchmark), width: 17 }, { title: "Difference", width: 17 }]
      : []),
  ];
  const rows = metricRows(report).map(({ label, own, benchmark, difference }) => [
    label,
    own,
    benchmark ?? "",
    difference ?? "",
  ]);
  return [...table(columns, rows, paint), paint.muted(describeRatios(report.result))];
}
