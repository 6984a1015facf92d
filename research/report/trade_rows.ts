import { formatCount, formatDuration, formatMoney } from "./format.ts";
import type { Figure } from "./metric_rows.ts";
import { currencyOf, type JudgedRun, signed } from "./run_report.ts";
import type { TradeSummary } from "./trade_summary.ts";

/** Two statistics side by side: counts and times left, money right. */
export type TradeRow = readonly [
  label: string,
  text: string,
  moneyLabel: string,
  money: Figure,
];

/** What the closed trades were like, in the order in which it is read. */
export function tradeRows(summary: TradeSummary, result: JudgedRun["result"]): TradeRow[] {
  const currency = currencyOf(result);
  const money = (value: number | null | undefined) =>
    signed(formatMoney(value ?? null, { currency, sign: true }));
  const { averageHeldMs, longestHeldMs } = summary;
  return [
    ["Closed", formatCount(summary.closed), "Average profit", money(summary.averageProfit)],
    ["With a profit", formatCount(summary.wins), "Average win", money(summary.averageWin)],
    ["Average held", formatDuration(averageHeldMs), "Average loss", money(summary.averageLoss)],
    ["Longest held", formatDuration(longestHeldMs), "Best", money(summary.best?.profit)],
    [
      "Losses in a row",
      formatCount(summary.longestLosingStreak),
      "Worst",
      money(summary.worst?.profit),
    ],
  ];
}
