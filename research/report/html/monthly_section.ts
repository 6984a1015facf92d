import { dailyEquity } from "../../metrics/daily_equity.ts";
import { monthlyReturns, yearlyReturns } from "../../metrics/period_returns.ts";
import { monthlyChart } from "../charts/monthly_chart.ts";
import { formatPercent } from "../format.ts";
import { benchmarkName, type RunReport, signed } from "../run_report.ts";
import { figure } from "./figure.ts";
import { details, type HtmlCell, htmlTable } from "./html_table.ts";
import { html, type Markup } from "./markup.ts";

/** The heat map of monthly returns, and returns by year beside the benchmark's as a table. */
export function monthlySection({ result, benchmark }: RunReport): Markup | null {
  const daily = dailyEquity(result.equity);
  if (daily.ts.length < 2) return null;
  const months = monthlyReturns(daily, result.cash);
  const years = yearlyReturns(daily, result.cash);
  const others = benchmark && new Map(
    yearlyReturns(dailyEquity(benchmark.result.equity), benchmark.result.cash)
      .map((row) => [row.year, row.return]),
  );
  return html`<section><h2>Monthly returns, %</h2>
${figure((width) => monthlyChart({ months, years }, { width }))}
${
    details(
      "Months and years as tables",
      htmlTable(
        [
          { title: "Year", words: true },
          { title: "Strategy, %" },
          ...(benchmark ? [{ title: `${benchmarkName(benchmark)}, %` }] : []),
        ],
        years.map((year): HtmlCell[] => [
          String(year.year),
          percent(year.return),
          ...(others ? [percent(others.get(year.year) ?? null)] : []),
        ]),
      ),
      htmlTable(
        [{ title: "Month", words: true }, { title: "Strategy, %" }],
        months.map((month): HtmlCell[] => [
          `${month.year}-${String(month.month).padStart(2, "0")}`,
          percent(month.return),
        ]),
        { tall: true },
      ),
    )
  }</section>`;
}

function percent(fraction: number | null): HtmlCell {
  return signed(formatPercent(fraction, { sign: true, unit: false }));
}
