import { tradesChart, type TradesChartData } from "../charts/trades_chart.ts";
import { volumeChart } from "../charts/volume_chart.ts";
import { formatAtStep, formatCount, timeFormat } from "../format.ts";
import { details, figure, muted, section } from "./elements.ts";
import type { HtmlReport } from "./html_report.ts";
import { htmlTable } from "./html_table.ts";
import { html, type Markup } from "./markup.ts";
import { periodEnds } from "./period_ends.ts";

/** How many instruments are drawn: each is a chart of its own. */
const MOST_CHARTS = 6;

/** Trades that are drawn on a wide chart and on a narrow one. */
const MOST_TRADES = { wide: 240, narrow: 80 } as const;

/** Trades on the price of each instrument. */
export function tradesSection({ result, bars }: HtmlReport): Markup[] {
  const { instruments, timeframe } = result;
  const sections = instruments.slice(0, MOST_CHARTS).flatMap((instrument, i) => {
    const trades = result.trades.filter((trade) => trade.instrument === i);
    const prices = bars[i];
    if (prices === undefined || prices.ts.length < 2) return [];
    return [instrumentSection({ bars: prices, trades, instrument }, timeframe)];
  });
  if (instruments.length <= MOST_CHARTS) return sections;
  const count = formatCount(instruments.length);
  return [...sections, muted(`The first ${MOST_CHARTS} of ${count} instruments are drawn.`)];
}

function instrumentSection(data: TradesChartData, timeframe: string): Markup {
  const { bars, trades, instrument } = data;
  const hasVolume = bars.volume.some((volume) => volume > 0);
  const prices = figure((width, narrow) =>
    tradesChart(data, {
      width,
      height: narrow ? 240 : 360,
      timeAxis: !hasVolume,
      maxTrades: narrow ? MOST_TRADES.narrow : MOST_TRADES.wide,
    })
  );
  const volume = hasVolume
    ? [
      html`<h3>Volume, ${instrument.base}</h3>`,
      figure((width) => volumeChart(bars, { width })),
    ]
    : null;
  const thinned = `Of ${formatCount(trades.length)} trades, those that earned or lost most in ` +
    "their part of the time are drawn.";
  return section(
    `Trades on price, ${instrument.symbol}`,
    prices,
    volume,
    trades.length > MOST_TRADES.wide ? muted(thinned) : null,
    priceTable(data, timeframe),
  );
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
