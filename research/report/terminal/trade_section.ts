import type { BacktestResult } from "../../backtest/result.ts";
import type { Trade } from "../../backtest/trade.ts";
import { formatAtStep, formatCount, formatMoney, timeFormat } from "../format.ts";
import { currencyOf, type RunReport } from "../run_report.ts";
import { tradeRows } from "../trade_rows.ts";
import { summariseTrades } from "../trade_summary.ts";
import type { Paint } from "./paint.ts";
import { table } from "./table.ts";
import { wrap } from "./wrap.ts";

/** How many open trades are told one by one. */
const OPEN_SHOWN = 3;

/** What the closed trades were like, and a note on the open ones. */
export function tradeSection(report: RunReport, width: number, paint: Paint): string[] {
  const { result } = report;
  const summary = summariseTrades(result);
  const currency = currencyOf(result);
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
      tradeRows(summary, result).map(([a, b, c, d]) => [a, b, "", c, d]),
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
  const since = timeFormat(result.timeframe)(trade.entryTs);
  const held = heldAtEnd(result, trade.instrument);
  const isLong = trade.side === "long";
  const reduced = trade.quantity - Math.abs(held) > Number(lotSize) / 2;
  const [entry, mark] = [trade.entryPrice, trade.exitPrice].map((price) =>
    formatAtStep(price, tickSize)
  );
  const profit = formatMoney(trade.profit, { currency: quote, sign: true });
  const side = isLong ? "" : "short ";
  const closed = reduced ? ` with what was ${isLong ? "sold of it" : "bought back"}` : "";
  return `Open trade: ${side}${
    formatAtStep(Math.abs(held), lotSize)
  } ${symbol} since ${since} at ` +
    `${entry}, marked at ${mark}: ${profit} ${quote}${closed}. ` +
    "It counts in equity, not in the figures of closed trades.";
}

function heldAtEnd({ fills }: BacktestResult, instrument: number): number {
  return fills.quantity.reduce(
    (held, quantity, i) =>
      fills.instrument[i] === instrument ? held + fills.side[i]! * quantity : held,
    0,
  );
}
