import type { Trade } from "../../backtest/trade.ts";
import { formatAtStep, formatCount, formatDuration, formatMoney, formatTime } from "../format.ts";
import { currencyOf, type RunReport, toneOf } from "../run_report.ts";
import { summariseTrades } from "../trade_summary.ts";
import type { Paint } from "./paint.ts";
import { type Cell, table } from "./table.ts";
import { wrap } from "./wrap.ts";

/** How many open trades are told one by one. */
const OPEN_SHOWN = 3;

/** What the closed trades were like, and a note on the open ones. */
export function tradeSection(report: RunReport, width: number, paint: Paint): string[] {
  const { result } = report;
  const summary = summariseTrades(result);
  const currency = currencyOf(result);
  const money = (value: number | null): Cell => ({
    text: formatMoney(value, { currency, sign: true }),
    tone: toneOf(value),
  });
  const pairs: Cell[][] = [
    ["Closed", formatCount(summary.closed), "Average profit", money(summary.averageProfit)],
    ["With a profit", formatCount(summary.wins), "Average win", money(summary.averageWin)],
    [
      "Average held",
      formatDuration(summary.averageHeldMs),
      "Average loss",
      money(summary.averageLoss),
    ],
    ["Longest held", formatDuration(summary.longestHeldMs), "Best", money(profitOf(summary.best))],
    [
      "Longest losing streak",
      formatCount(summary.longestLosingStreak),
      "Worst",
      money(profitOf(summary.worst)),
    ],
  ];
  const half = Math.floor(width / 2);
  return [
    paint.bold(`Closed trades, ${currency} after fees`),
    ...(summary.closed === 0 ? ["No trade was closed."] : table(
      [
        { title: "", width: 22, align: "left" },
        { title: "", width: half - 22 - 4 },
        { title: "", width: 4, align: "left" },
        { title: "", width: 18, align: "left" },
        { title: "", width: width - half - 18 },
      ],
      pairs.map(([a, b, c, d]) => [a!, b!, "", c!, d!]),
      paint,
    )),
    ...summary.open.slice(0, OPEN_SHOWN).flatMap((trade) =>
      wrap(openNote(report, trade), width, 2)
    ),
    ...(summary.open.length > OPEN_SHOWN
      ? [`And ${formatCount(summary.open.length - OPEN_SHOWN)} more open trades.`]
      : []),
  ];
}

function openNote({ result }: RunReport, trade: Trade): string {
  const { symbol, tickSize, lotSize, quote } = result.instruments[trade.instrument]!;
  const profit = formatMoney(trade.profit, { currency: quote, sign: true });
  return `Open trade: ${formatAtStep(trade.quantity, lotSize)} ${symbol} since ` +
    `${formatTime(trade.entryTs)} at ${formatAtStep(trade.entryPrice, tickSize)}, marked at ` +
    `${formatAtStep(trade.exitPrice, tickSize)}: ${profit} ${quote}. It counts in equity, not in ` +
    "the figures of closed trades.";
}

function profitOf(trade: Trade | null): number | null {
  return trade?.profit ?? null;
}
