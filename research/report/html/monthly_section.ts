import { dailyEquity } from "../../metrics/daily_equity.ts";
import { monthlyReturns, yearlyReturns } from "../../metrics/period_returns.ts";
import { monthlyChart, type MonthlyChartData } from "../charts/monthly_chart.ts";
import { formatPercent } from "../format.ts";
import { benchmarkName, type JudgedRun, type RunReport, signed } from "../run_report.ts";
import { details, figure, section } from "./elements.ts";
import { type HtmlCell, htmlTable } from "./html_table.ts";
import type { Markup } from "./markup.ts";

/** The heat map of monthly returns, and returns by year beside the benchmark's as a table. */
export function monthlySection({ result, benchmark }: RunReport): Markup[] {
  const returns = returnsOf(result);
  if (returns.months.length === 0) return [];
  return [section(
    "Monthly returns, %",
    figure((width) => monthlyChart(returns, { width })),
    details(
      "Months and years as tables",
      yearTable(returns, benchmark),
      htmlTable(
        [{ title: "Month", words: true }, { title: "Strategy, %" }],
        returns.months.map((month): HtmlCell[] => [
          `${month.year}-${String(month.month).padStart(2, "0")}`,
          percent(month.return),
        ]),
        { tall: true },
      ),
    ),
  )];
}

function returnsOf({ equity, cash }: JudgedRun["result"]): MonthlyChartData {
  const daily = dailyEquity(equity);
  return { months: monthlyReturns(daily, cash), years: yearlyReturns(daily, cash) };
}

function yearTable({ years }: MonthlyChartData, benchmark: JudgedRun | null): Markup {
  const columns = [
    { title: "Year", words: true },
    { title: "Strategy, %" },
    ...(benchmark ? [{ title: `${benchmarkName(benchmark)}, %` }] : []),
  ];
  const others = benchmark &&
    new Map(returnsOf(benchmark.result).years.map((row) => [row.year, row.return]));
  const rows = years.map((row): HtmlCell[] => [
    String(row.year),
    percent(row.return),
    ...(others ? [percent(others.get(row.year) ?? null)] : []),
  ]);
  return htmlTable(columns, rows);
}

function percent(fraction: number | null): HtmlCell {
  return signed(formatPercent(fraction, { sign: true, unit: false }));
}
