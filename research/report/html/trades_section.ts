import type { Bars } from "../../../data/bars.ts";
import type { Instrument } from "../../../data/instrument.ts";
import { tradesChart, type TradesChartData } from "../charts/trades_chart.ts";
import { volumeChart } from "../charts/volume_chart.ts";
import { formatAtStep, formatCount, timeFormat } from "../format.ts";
import { figure } from "./figure.ts";
import type { HtmlReport } from "./html_report.ts";
import { details, htmlTable } from "./html_table.ts";
import { html, type Markup } from "./markup.ts";
import { periodEnds } from "./period_ends.ts";

/** How many instruments are drawn: each is a chart of its own. */
const MOST_CHARTS = 6;

/** Trades that are drawn on a wide chart and on a narrow one. */
const MOST_TRADES = { wide: 240, narrow: 80 } as const;

/** Trades on the price of each instrument. */
export function tradesSection({ result, bars }: HtmlReport): Markup {
  const { instruments } = result;
  return html`${
    instruments.slice(0, MOST_CHARTS).map((instrument, i) => {
      const trades = result.trades.filter((trade) => trade.instrument === i);
      const prices = bars[i];
      return prices && prices.ts.length > 1
        ? instrumentSection({ bars: prices, trades, instrument }, result.timeframe)
        : null;
    })
  }${
    instruments.length > MOST_CHARTS
      ? html`<p class="muted">The first ${MOST_CHARTS} of ${
        formatCount(instruments.length)
      } instruments are drawn.</p>`
      : null
  }`;
}

function instrumentSection(data: TradesChartData, timeframe: string): Markup {
  const { bars, trades, instrument } = data;
  const hasVolume = bars.volume.some((volume) => volume > 0);
  return html`<section><h2>Trades on price, ${instrument.symbol}</h2>
${
    figure((width, narrow) =>
      tradesChart(data, {
        width,
        height: narrow ? 240 : 360,
        timeAxis: !hasVolume,
        maxTrades: narrow ? MOST_TRADES.narrow : MOST_TRADES.wide,
      })
    )
  }
${hasVolume ? volumeFigure(instrument, bars) : null}
${
    trades.length > MOST_TRADES.wide
      ? html`<p class="muted">Of ${
        formatCount(trades.length)
      } trades, those that earned or lost most
in their part of the time are drawn.</p>`
      : null
  }
${priceTable(data, timeframe)}</section>`;
}

function volumeFigure(instrument: Instrument, bars: Bars): Markup {
  return html`<h3>Volume, ${instrument.base}</h3>
${figure((width) => volumeChart(bars, { width }))}`;
}

function priceTable(
  { bars: { ts, close }, instrument }: TradesChartData,
  timeframe: string,
): Markup {
  const time = timeFormat(timeframe);
  const { period, rows } = periodEnds(ts);
  return details(
    `Closes of each ${period}, ${formatCount(rows.length)} rows; the trades are listed below`,
    htmlTable(
      [{ title: "Time, UTC", words: true }, { title: "Close" }],
      rows.map((row) => [time(ts[row]!), formatAtStep(close[row]!, instrument.tickSize)]),
      { tall: true },
    ),
  );
}
