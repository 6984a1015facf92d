import { describeRatios } from "../describe_run.ts";
import { type MetricRow, metricRows } from "../metric_rows.ts";
import { benchmarkName, type RunReport } from "../run_report.ts";
import { type HtmlCell, htmlTable } from "./html_table.ts";
import { html, type Markup } from "./markup.ts";

const KEY_FIGURES: readonly MetricRow["key"][] = ["totalReturn", "cagr", "sharpe", "maxDrawdown"];

/** The four figures that are read first, each above the benchmark's. */
export function keyFigures(report: RunReport): Markup {
  const rows = metricRows(report);
  const { benchmark } = report;
  return html`<dl class="key">${
    KEY_FIGURES.map((key) => {
      const { label, own, benchmark: other } = rows.find((row) => row.key === key)!;
      return html`<div><dt>${label}</dt><dd class="${own.tone}">${own.text}</dd>${
        benchmark && other
          ? html`<dd class="muted">${benchmarkName(benchmark)} ${other.text}</dd>`
          : null
      }</div>`;
    })
  }</dl>`;
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
  return html`${htmlTable(columns, rows)}<p class="muted">${describeRatios(report.result)}</p>`;
}
