import { tradesChart } from "../charts/trades_chart.ts";
import { formatAtStep, formatCount, formatTime } from "../format.ts";
import { figure } from "./figure.ts";
import type { HtmlReport } from "./html_report.ts";
import { details, htmlTable } from "./html_table.ts";
import { html, type Markup } from "./markup.ts";
import { periodEnds } from "./period_ends.ts";

/** How many instruments are drawn: each is a chart of its own. */
const MOST_CHARTS = 6;

/** Trades on the price of each instrument. */
export function tradesSection({ result, bars }: HtmlReport): Markup {
  const shown = result.instruments.slice(0, MOST_CHARTS);
  return html`${
    shown.map((instrument, i) => {
      const prices = bars[i];
      if (prices === undefined || prices.ts.length < 2) return null;
      const trades = result.trades.filter((trade) => trade.instrument === i);
      const mostTrades = (width: number) => Math.floor(width / 5);
      return html`<section><h2>Trades on price, ${instrument.symbol}</h2>
${
        figure((width, narrow) =>
          tradesChart({ bars: prices, trades, instrument }, {
            width,
            height: narrow ? 240 : 360,
            maxTrades: mostTrades(width),
          })
        )
      }
${
        trades.length > mostTrades(1216)
          ? html`<p class="muted">Of ${formatCount(trades.length)} trades, those that earned or lost
most in their part of the time are drawn.</p>`
          : null
      }
${priceTable(instrument.tickSize, prices)}</section>`;
    })
  }${
    result.instruments.length > shown.length
      ? html`<p class="muted">The first ${MOST_CHARTS} of ${
        formatCount(result.instruments.length)
      } instruments are drawn.</p>`
      : null
  }`;
}

function priceTable(tickSize: string, { ts, close }: HtmlReport["bars"][number]): Markup {
  const { period, rows } = periodEnds(ts);
  return details(
    `Closes of each ${period}, ${formatCount(rows.length)} rows; the trades are listed below`,
    htmlTable(
      [{ title: "Time, UTC", words: true }, { title: "Close" }],
      rows.map((row) => [formatTime(ts[row]!), formatAtStep(close[row]!, tickSize)]),
      { tall: true },
    ),
  );
}
