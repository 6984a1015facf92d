import { currencyOf, type RunReport } from "../run_report.ts";
import { summariseTrades } from "../trade_summary.ts";
import { tradeRows } from "../trade_rows.ts";
import { muted } from "./elements.ts";
import { htmlTable } from "./html_table.ts";
import type { Markup } from "./markup.ts";

/** What the closed trades were like. */
export function tradeFacts({ result }: RunReport): Markup {
  const summary = summariseTrades(result);
  if (summary.closed === 0) return muted("No trade was closed.");
  const columns = [
    { title: "", words: true },
    { title: "" },
    { title: "", words: true },
    { title: `${currencyOf(result)} after fees` },
  ];
  return htmlTable(columns, tradeRows(summary, result));
}
