import { type ColumnTable, table } from "arquero";
import type { LoadedBars } from "../../data/storage/read_bars.ts";
import type { Backtest } from "../backtest/backtest.ts";
import type { BacktestResult } from "../backtest/result.ts";
import { drawdowns } from "../metrics/drawdowns.ts";
import { currencyOf } from "../report/run_report.ts";
import { showTables } from "./table_display.ts";
import { withUnits } from "./units.ts";

/** Bars as a table; `ts` is the open time. */
export function barsTable({ bars, instrument }: LoadedBars): ColumnTable {
  const { quote, base } = instrument;
  const { ts, ...columns } = bars;
  const units = { open: quote, high: quote, low: quote, close: quote, volume: base };
  return made({ ts: dates(ts), ...columns }, units);
}

/**
 * Equity, a row a bar: ts (open time of the bar; the values are those at its close), equity, cash,
 * exposure, drawdown (a fraction from 0 down) and benchmark, the equity of buying and holding.
 */
export function equityTable({ result, benchmark }: Backtest): ColumnTable {
  const { ts, equity, cash, exposure } = result.equity;
  const currency = currencyOf(result);
  const held = benchmark && { benchmark: benchmark.result.equity.equity };
  return made(
    { ts: dates(ts), equity, cash, exposure, drawdown: drawdowns(equity), ...held },
    { equity: currency, cash: currency, exposure: currency, benchmark: currency },
  );
}

/** Fills, a row a fill, in time order; `ts` is the open time of the bar that filled it. */
export function fillsTable(result: BacktestResult): ColumnTable {
  const { ts, orderId, instrument, side, quantity, price, fee, slippage } = result.fills;
  const currency = currencyOf(result);
  return made({
    ts: dates(ts),
    orderId,
    symbol: Array.from(instrument, (i) => result.instruments[i]!.symbol),
    side: Array.from(side, (sign) => sign > 0 ? "buy" : "sell"),
    quantity,
    price,
    fee,
    slippage,
  }, { price: currency, fee: currency, slippage: currency });
}

/**
 * Cash that came or went other than by a fill, a row a payment: ts, symbol, kind ("funding", or
 * "insurance" where the venue bore what a liquidation lost beyond the margin), amount (below 0 where
 * the account paid), rate and the price that the notional was taken at.
 */
export function cashFlowsTable(result: BacktestResult): ColumnTable {
  const { ts, instrument, kind, amount, rate, price } = result.flows;
  const currency = currencyOf(result);
  return made({
    ts: dates(ts),
    symbol: Array.from(instrument, (i) => result.instruments[i]!.symbol),
    kind: [...kind],
    amount,
    rate: Array.from(rate, (each) => Number.isNaN(each) ? null : each),
    price,
  }, { amount: currency, price: currency });
}

/** Order requests in the order of decision; `ts` is the close of the bar they were decided on. */
export function ordersTable({ orders, instruments }: BacktestResult): ColumnTable {
  const number = (text: string | null) => text === null ? null : Number(text);
  return made({
    orderId: orders.map(({ id }) => id),
    ts: orders.map(({ ts }) => new Date(ts)),
    symbol: orders.map(({ instrument }) => instruments[instrument]!.symbol),
    side: orders.map(({ side }) => side),
    type: orders.map(({ type }) => type),
    quantity: orders.map(({ quantity }) => number(quantity)),
    quote: orders.map(({ quote }) => number(quote)),
    limitPrice: orders.map(({ limitPrice }) => number(limitPrice)),
    stopPrice: orders.map(({ stopPrice }) => stopPrice?.endsWith("%") ? null : number(stopPrice)),
    terms: orders.map(({ terms }) => terms),
    parentId: orders.map(({ parent }) => parent),
    groupId: orders.map(({ group }) => group),
    filled: orders.map(({ filled }) => Number(filled)),
    state: orders.map(({ state }) => state),
    why: orders.map(({ why }) => why),
    reason: orders.map(({ reason }) => reason),
  }, {});
}

/** Round trips; of an open one `exitTs` is null and the rest is marked at the last close. */
export function tradesTable(result: BacktestResult): ColumnTable {
  const { trades, instruments } = result;
  const currency = currencyOf(result);
  return made({
    symbol: trades.map(({ instrument }) => instruments[instrument]!.symbol),
    side: trades.map(({ side }) => side),
    entryTs: trades.map(({ entryTs }) => new Date(entryTs)),
    exitTs: trades.map(({ exitTs }) => exitTs === null ? null : new Date(exitTs)),
    quantity: trades.map(({ quantity }) => quantity),
    entryPrice: trades.map(({ entryPrice }) => entryPrice),
    exitPrice: trades.map(({ exitPrice }) => exitPrice),
    fees: trades.map(({ fees }) => fees),
    funding: trades.map(({ funding }) => funding),
    profit: trades.map(({ profit }) => profit),
    return: trades.map(({ profit, quantity, entryPrice }) => profit / (quantity * entryPrice)),
  }, {
    entryPrice: currency,
    exitPrice: currency,
    fees: currency,
    funding: currency,
    profit: currency,
  });
}

function made(
  columns: Readonly<Record<string, ArrayLike<unknown>>>,
  units: Readonly<Record<string, string>>,
): ColumnTable {
  showTables();
  return withUnits(table(columns as Record<string, unknown[]>), units);
}

function dates(ts: Float64Array): Date[] {
  return Array.from(ts, (each) => new Date(each));
}
