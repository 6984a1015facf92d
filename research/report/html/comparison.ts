import { describeRatios } from "../describe_run.ts";
import { type MetricRow, metricRows } from "../metric_rows.ts";
import { benchmarkName, type RunReport } from "../run_report.ts";
import { muted } from "./elements.ts";
import { type HtmlCell, htmlTable } from "./html_table.ts";
import { html, type Markup } from "./markup.ts";

const KEY_FIGURES: readonly MetricRow["key"][] = ["totalReturn", "cagr", "sharpe", "maxDrawdown"];

/** The four figures that are read first, each above the benchmark's. */
export function keyFigures(report: RunReport): Markup {
  const rows = metricRows(report);
  const figures = KEY_FIGURES.map((key) => {
    const { label, own, benchmark } = rows.find((row) => row.key === key)!;
    const other = report.benchmark && benchmark
      ? html`<dd class="muted">${benchmarkName(report.benchmark)} ${benchmark.text}</dd>`
      : null;
    return html`<div><dt>${label}</dt><dd class="${own.tone}">${own.text}</dd>${other}</div>`;
  });
  return html`<dl class="key">${figures}</dl>`;
}

/** Every metric beside the benchmark's, and how they differ. */
export function comparisonTable(report: RunReport): Markup {
  const { benchmark } = report;
  const columns = [
    { title: "", words: true },
    { title: "Strategy" },
    ...(benchmark ? [{ title: benchmarkName(benchmark) }, { title: "Difference" }] : []),
  ];
  const rows = metricRows(report).map(({ label, own, benchmark, difference }): HtmlCell[] => [
    label,
    own,
    ...(benchmark ? [benchmark, difference ?? ""] : []),
  ]);
  return html`${htmlTable(columns, rows)}${muted(describeRatios(report.result))}`;
}
