import type { BacktestResult } from "../../backtest/result.ts";
import type { Trade } from "../../backtest/trade.ts";
import {
  formatAtStep,
  formatCount,
  formatDuration,
  formatMoney,
  formatPercent,
  timeFormat,
} from "../format.ts";
import { currencyOf, type RunReport, signed } from "../run_report.ts";
import { takenTrades } from "../takings.ts";
import { details, muted } from "./elements.ts";
import { type HtmlCell, htmlTable } from "./html_table.ts";
import { html, type Markup } from "./markup.ts";

/** Trades at each end of the list that are shown at once, and that are listed at all. */
const SHOWN = 5;
const LISTED = 500;

/** The first and the last trades; all of them, or the 500 at each end, one click away. */
export function tradeList({ result }: RunReport): Markup {
  const { trades } = result;
  if (trades.length === 0) return muted("The strategy did not trade.");
  if (trades.length <= SHOWN * 2) return tradeTable(result, SHOWN);
  const listed = trades.length <= LISTED * 2
    ? `All ${formatCount(trades.length)} trades`
    : `The first and the last ${LISTED} of ${formatCount(trades.length)} trades; the run holds all`;
  return html`
    ${muted(`The first and the last ${SHOWN} of ${formatCount(trades.length)}.`)}
    ${tradeTable(result, SHOWN)}
    ${details(listed, tradeTable(result, LISTED, true))}
  `;
}

/** The trades at both ends, and between them a row that says how many are left out. */
function tradeTable(result: BacktestResult, count: number, tall = false): Markup {
  const currency = currencyOf(result);
  const { trades } = result;
  const left = trades.length - 2 * count;
  const funded = trades.some(({ funding }) => funding !== 0);
  const taken = takenTrades(result);
  const row = (trade: Trade) => tradeRow(result, trade, { funded, taken: taken(trade) });
  const rows = left <= 0 ? trades.map(row) : [
    ...trades.slice(0, count).map(row),
    [`… ${formatCount(left)} more`, ...Array<string>(funded ? 11 : 10).fill("")],
    ...trades.slice(-count).map(row),
  ];
  return htmlTable(
    [
      { title: "Instrument", words: true },
      { title: "Side", words: true },
      { title: "Entry, UTC" },
      { title: "Price" },
      { title: "Exit, UTC" },
      { title: "Price" },
      { title: "Quantity" },
      { title: "Held" },
      { title: `Fees, ${currency}` },
      ...(funded ? [{ title: `Funding, ${currency}` }] : []),
      { title: `Profit, ${currency}` },
      { title: "Return, %" },
    ],
    rows,
    { tall },
  );
}

interface RowOptions {
  /** Whether funding has a column. */
  readonly funded: boolean;
  /** Whether the venue closed the trade by itself, in a word. */
  readonly taken: string;
}

function tradeRow(
  result: BacktestResult,
  trade: Trade,
  { funded, taken }: RowOptions,
): HtmlCell[] {
  const { symbol, tickSize, lotSize, quote } = result.instruments[trade.instrument]!;
  const value = trade.quantity * trade.entryPrice;
  const time = timeFormat(result.timeframe);
  const exit = trade.exitTs === null ? "open" : time(trade.exitTs);
  return [
    symbol,
    trade.side,
    time(trade.entryTs),
    formatAtStep(trade.entryPrice, tickSize),
    taken === "" ? exit : html`${exit} <span class="warning">${taken}</span>`,
    formatAtStep(trade.exitPrice, tickSize),
    formatAtStep(trade.quantity, lotSize),
    formatDuration((trade.exitTs ?? result.to) - trade.entryTs),
    formatMoney(trade.fees, { currency: quote }),
    ...(funded ? [formatMoney(trade.funding, { currency: quote, sign: true })] : []),
    signed(formatMoney(trade.profit, { currency: quote, sign: true })),
    signed(formatPercent(value > 0 ? trade.profit / value : null, { sign: true, unit: false })),
  ];
}
