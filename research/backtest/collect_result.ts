import { periodsPerYear } from "../../data/instrument.ts";
import { timeframeMs } from "../../data/timeframe.ts";
import {
  bindParameters,
  BUY,
  canonicalDecisions,
  LIMIT,
  ORDER_STATES,
  ORDER_TYPES,
  type Simulation,
  STOP,
} from "../engine/mod.ts";
import { decimalText, stepValue } from "../engine/step.ts";
import { buildTrades } from "./build_trades.ts";
import { hashDecisions } from "./decision_hash.ts";
import type { BacktestResult, EquityColumns, FillColumns, OrderRow } from "./result.ts";
import type { SimulateInput } from "./simulate.ts";

/** Everything that a finished simulation produced, in the terms of reports and records. */
export function collectResult(input: SimulateInput, simulation: Simulation): BacktestResult {
  const { markets, strategy, timeframe, model } = input;
  const { rows, orders, account } = simulation;
  const fills = fillColumns(simulation);
  return {
    strategy: strategy.name,
    params: bindParameters(strategy.parameters, input.params ?? {}),
    instruments: markets.map(({ instrument }) => instrument),
    timeframe,
    from: rows.ts[0] ?? NaN,
    to: rows.ts[rows.length - 1] ?? NaN,
    cash: model.cash,
    periodsPerYear: periodsPerYear(markets[0]!.instrument.calendar, timeframeMs(timeframe)),
    equity: equityColumns(simulation),
    fills,
    orders: orderRows(simulation),
    trades: buildTrades(fills, account),
    decisionHash: hashDecisions(canonicalDecisions(orders, account)),
  };
}

function fillColumns({ fills, account }: Simulation): FillColumns {
  const count = fills.rows;
  const quantity = new Float64Array(count);
  for (let i = 0; i < count; i++) {
    quantity[i] = stepValue(account.listings[fills.instrument[i]!]!.lot, fills.lots[i]!);
  }
  return {
    ts: fills.ts.slice(0, count),
    bar: Float64Array.from(fills.bar.subarray(0, count)),
    instrument: Float64Array.from(fills.instrument.subarray(0, count)),
    orderId: Float64Array.from(fills.orderId.subarray(0, count)),
    side: Float64Array.from(fills.side.subarray(0, count)),
    quantity,
    price: fills.price.slice(0, count),
    fee: fills.fee.slice(0, count),
    slippage: fills.slippage.slice(0, count),
  };
}

function equityColumns(simulation: Simulation): EquityColumns {
  const { equity, cash } = simulation.curve();
  return { ts: simulation.rows.ts, equity, cash, exposure: equity.map((sum, i) => sum - cash[i]!) };
}

function orderRows({ orders }: Simulation): OrderRow[] {
  const result: OrderRow[] = [];
  for (let row = 0; row < orders.rows; row++) {
    const type = orders.type[row]!;
    const price = decimalText(orders.price[row]!);
    const byQuote = orders.quote[row]! >= 0;
    result.push({
      id: row + 1,
      ts: orders.ts[row]!,
      bar: orders.bar[row]!,
      instrument: orders.instrument[row]!,
      side: orders.side[row] === BUY ? "buy" : "sell",
      type: ORDER_TYPES[type]!,
      quantity: byQuote ? null : decimalText(orders.quantity[row]!),
      quote: byQuote ? decimalText(orders.quote[row]!) : null,
      limitPrice: type === LIMIT ? price : null,
      stopPrice: type === STOP ? price : null,
      state: ORDER_STATES[orders.state[row]!]!,
      why: orders.why[row]!,
      reason: orders.reasons.get(row + 1) ?? null,
    });
  }
  return result;
}
