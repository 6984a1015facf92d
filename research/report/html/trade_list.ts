import type { BacktestResult } from "../../backtest/result.ts";
import type { Trade } from "../../backtest/trade.ts";
import {
  formatAtStep,
  formatCount,
  formatDuration,
  formatMoney,
  formatPercent,
  formatTime,
} from "../format.ts";
import { currencyOf, type RunReport, toneOf } from "../run_report.ts";
import { details, type HtmlCell, htmlTable } from "./html_table.ts";
import { html, type Markup } from "./markup.ts";

/** Trades at each end of the list that are shown at once, and that are listed at all. */
const SHOWN = 5;
const LISTED = 500;

/** The first and the last trades; all of them, or the 500 at each end, one click away. */
export function tradeList({ result }: RunReport): Markup {
  const { trades } = result;
  if (trades.length === 0) return html`<p class="muted">The strategy did not trade.</p>`;
  if (trades.length <= SHOWN * 2) return tradeTable(result, trades);
  const listed = trades.length <= LISTED * 2
    ? `All ${formatCount(trades.length)} trades`
    : `The first and the last ${LISTED} of ${formatCount(trades.length)} trades; the run holds all`;
  return html`<p class="muted">The first and the last ${SHOWN} of ${formatCount(trades.length)}.</p>
${tradeTable(result, ends(trades, SHOWN))}
${details(listed, tradeTable(result, ends(trades, LISTED), true))}`;
}

function ends(trades: readonly Trade[], count: number): readonly Trade[] {
  return trades.length <= count * 2 ? trades : [...trades.slice(0, count), ...trades.slice(-count)];
}

function tradeTable(result: BacktestResult, trades: readonly Trade[], tall = false): Markup {
  const currency = currencyOf(result);
  return htmlTable(
    [
      { title: "Instrument", words: true },
      { title: "Entry, UTC" },
      { title: "Price" },
      { title: "Exit, UTC" },
      { title: "Price" },
      { title: "Quantity" },
      { title: "Held" },
      { title: `Fees, ${currency}` },
      { title: `Profit, ${currency}` },
      { title: "Return, %" },
    ],
    trades.map((trade) => tradeRow(result, trade)),
    { tall },
  );
}

function tradeRow(result: BacktestResult, trade: Trade): HtmlCell[] {
  const { symbol, tickSize, lotSize, quote } = result.instruments[trade.instrument]!;
  const value = trade.quantity * trade.entryPrice;
  const tone = toneOf(trade.profit);
  return [
    symbol,
    formatTime(trade.entryTs),
    formatAtStep(trade.entryPrice, tickSize),
    trade.exitTs === null ? "open" : formatTime(trade.exitTs),
    formatAtStep(trade.exitPrice, tickSize),
    formatAtStep(trade.quantity, lotSize),
    formatDuration((trade.exitTs ?? result.to) - trade.entryTs),
    formatMoney(trade.fees, { currency: quote }),
    { text: formatMoney(trade.profit, { currency: quote, sign: true }), tone },
    {
      text: formatPercent(value > 0 ? trade.profit / value : null, { sign: true, unit: false }),
      tone,
    },
  ];
}
