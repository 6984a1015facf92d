import type { TableModel } from "../../islands/ui/table_model.ts";
import type { OrderRow } from "../../research/backtest/result.ts";
import { formatAtStep, MISSING, timeFormat } from "../../research/report/format.ts";
import type { RunReport } from "../../research/report/run_report.ts";

/** Orders that a page lists; a run may have hundreds of thousands. */
export const MOST_ORDERS = 100;

/** Orders as a table, the latest first: what was asked for, why, and what became of it. */
export function orderTable(orders: readonly OrderRow[], { result }: RunReport): TableModel {
  const time = timeFormat(result.timeframe);
  return {
    columns: [
      { title: "Decided, UTC", words: true },
      { title: "Instrument", words: true },
      { title: "Order", words: true },
      { title: "Amount" },
      { title: "Price" },
      { title: "State", words: true },
      { title: "Why", words: true },
    ],
    rows: orders.slice(-MOST_ORDERS).reverse().map((order) => {
      const { symbol, lotSize, tickSize, quote } = result.instruments[order.instrument]!;
      const price = order.limitPrice ?? order.stopPrice;
      const refused = order.state === "refused" || order.state === "rejected";
      return {
        key: String(order.id),
        cells: [
          time(order.ts),
          symbol,
          `${order.side} ${order.type}`,
          order.quantity === null
            ? `${formatAtStep(Number(order.quote), "0.01")} ${quote}`
            : formatAtStep(Number(order.quantity), lotSize),
          price === null ? MISSING : formatAtStep(Number(price), tickSize),
          { text: order.state, tone: refused ? "warning" : "plain" },
          { text: order.reason ?? order.why },
        ],
      };
    }),
  };
}
