import { formatCount, formatDuration, formatMoney } from "../format.ts";
import { currencyOf, type RunReport, toneOf } from "../run_report.ts";
import { summariseTrades } from "../trade_summary.ts";
import { type HtmlCell, htmlTable } from "./html_table.ts";
import { html, type Markup } from "./markup.ts";

/** What the closed trades were like. */
export function tradeFacts({ result }: RunReport): Markup {
  const summary = summariseTrades(result);
  if (summary.closed === 0) return html`<p class="muted">No trade was closed.</p>`;
  const currency = currencyOf(result);
  const money = (value: number | null): HtmlCell => ({
    text: formatMoney(value, { currency, sign: true }),
    tone: toneOf(value),
  });
  const rows: HtmlCell[][] = [
    ["Closed", formatCount(summary.closed), "Average profit", money(summary.averageProfit)],
    ["With a profit", formatCount(summary.wins), "Average win", money(summary.averageWin)],
    [
      "Average held",
      formatDuration(summary.averageHeldMs),
      "Average loss",
      money(summary.averageLoss),
    ],
    [
      "Longest held",
      formatDuration(summary.longestHeldMs),
      "Best",
      money(summary.best?.profit ?? null),
    ],
    [
      "Losses in a row",
      formatCount(summary.longestLosingStreak),
      "Worst",
      money(summary.worst?.profit ?? null),
    ],
  ];
  return htmlTable(
    [{ title: "", words: true }, { title: "" }, { title: "", words: true }, {
      title: `${currency} after fees`,
    }],
    rows,
  );
}
