import {
  drawdownChart,
  equityChart,
  tradesChart,
  volumeChart,
} from "../../research/report/charts/mod.ts";
import { benchmarkName, currencyOf, type RunReport } from "../../research/report/run_report.ts";
import { html, type Markup, trusted } from "../../research/report/html/markup.ts";
import { chartFigure } from "../_ui/chart_figure.ts";
import type { ChartData } from "./chart_data.ts";

/** How many instruments are drawn, each with a chart of its own. */
const MOST_INSTRUMENTS = 6;
const MOST_TRADES = { wide: 240, narrow: 80 } as const;

/**
 * The charts of a run, one above the other on one time axis: equity beside the benchmark, drawdown,
 * and the price of each instrument with its trades and volume.
 */
export function runCharts(data: ChartData, report: RunReport): Markup {
  const { result, benchmark } = report;
  const currency = currencyOf(result);
  const equity = {
    strategy: { name: result.strategy, curve: data.equity },
    benchmark: benchmark && data.benchmark && {
      name: benchmarkName(benchmark),
      curve: data.benchmark,
    },
    currency,
  };
  return html`
    <h3>Equity, ${currency}</h3>
    ${figure((width, narrow) =>
      equityChart(equity, { width, height: narrow ? 200 : 280, timeAxis: false })
    )}
    <h3>Drawdown, %</h3>
    ${figure((width, narrow) => drawdownChart(data.peaked, { width, height: narrow ? 110 : 120 }))}
    ${result.instruments.slice(0, MOST_INSTRUMENTS).map((_, i) => priceChart(data, report, i))}
  `;
}

function priceChart(data: ChartData, { result }: RunReport, i: number): Markup | null {
  const instrument = result.instruments[i]!;
  const bars = data.bars[i];
  if (!bars || bars.ts.length < 2) return null;
  const trades = data.trades.filter((trade) => trade.instrument === i);
  const hasVolume = bars.volume.some((volume) => volume > 0);
  const volume = hasVolume
    ? html`<h3>Volume, ${instrument.base}</h3>${
      figure((width) => volumeChart(bars, { width, height: 84 }))
    }`
    : null;
  return html`
    <h3>Price and trades, ${instrument.symbol}</h3>
    ${figure((width, narrow) =>
      tradesChart({ bars, trades, instrument }, {
        width,
        height: narrow ? 240 : 320,
        timeAxis: !hasVolume,
        maxTrades: narrow ? MOST_TRADES.narrow : MOST_TRADES.wide,
      })
    )}
    ${volume}
    ${trades.length > MOST_TRADES.wide ? html`<p class="muted">${THINNED}</p>` : null}
  `;
}

const THINNED =
  "Of the trades, those that earned or lost most in their part of the time are drawn; " +
  "a shorter range shows the others.";

function figure(draw: (width: number, narrow: boolean) => string): Markup {
  return trusted(chartFigure(draw));
}
