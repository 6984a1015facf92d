import { drawdowns } from "../../metrics/drawdowns.ts";
import { drawdownChart } from "../charts/drawdown_chart.ts";
import { equityChart } from "../charts/equity_chart.ts";
import { formatCount, formatMoney, formatPercent, timeFormat } from "../format.ts";
import { benchmarkName, currencyOf, type RunReport } from "../run_report.ts";
import { details, figure, muted, section } from "./elements.ts";
import { htmlTable } from "./html_table.ts";
import { html, type Markup } from "./markup.ts";
import { periodEnds } from "./period_ends.ts";

/** Equity, drawdown beneath on the same time axis, and their figures in a table. */
export function equitySection(report: RunReport): Markup {
  const { result, benchmark } = report;
  const currency = currencyOf(result);
  const bars = result.equity.ts.length;
  const title = `Equity, ${currency}`;
  if (bars < 2) {
    const empty = `Equity is drawn from the second bar on; this run has ${formatCount(bars)}.`;
    return section(title, muted(empty));
  }
  const data = {
    strategy: { name: result.strategy, curve: result.equity },
    benchmark: benchmark && { name: benchmarkName(benchmark), curve: benchmark.result.equity },
    currency,
  };
  const equity = figure((width, narrow) =>
    equityChart(data, { width, height: narrow ? 220 : 320, timeAxis: false })
  );
  const drawdown = figure((width, narrow) =>
    drawdownChart(result.equity, { width, height: narrow ? 120 : 140 })
  );
  return section(title, equity, html`<h3>Drawdown, %</h3>`, drawdown, equityTable(report));
}

function equityTable({ result, benchmark }: RunReport): Markup {
  const currency = currencyOf(result);
  const { ts, equity } = result.equity;
  const below = drawdowns(equity);
  const time = timeFormat(result.timeframe);
  const { period, rows } = periodEnds(ts);
  const other = benchmark?.result.equity;
  return details(
    `Figures at the close of each ${period}, ${formatCount(rows.length)} rows`,
    htmlTable(
      [
        { title: "Time, UTC", words: true },
        { title: `Equity, ${currency}` },
        { title: "Drawdown, %" },
        ...(benchmark ? [{ title: `${benchmarkName(benchmark)}, ${currency}` }] : []),
      ],
      rows.map((row) => [
        time(ts[row]!),
        formatMoney(equity[row]!, { currency }),
        formatPercent(below[row]!, { unit: false }),
        ...(other
          ? [formatMoney(other.ts[row] === ts[row] ? other.equity[row]! : null, { currency })]
          : []),
      ]),
      { tall: true },
    ),
  );
}
