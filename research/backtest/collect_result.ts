import { periodsPerYear } from "../../data/instrument.ts";
import { timeframeMs } from "../../data/timeframe.ts";
import { bindParameters, canonicalDecisions, type Simulation } from "../engine/mod.ts";
import { stepValue } from "../engine/step.ts";
import { buildTrades } from "./build_trades.ts";
import { hashDecisions } from "./decision_hash.ts";
import { orderRows } from "./order_row.ts";
import type { BacktestResult, FillColumns, FlowColumns } from "./result.ts";
import type { SimulateInput } from "./simulate.ts";

/** What is collected of a finished simulation, over bars or over a book. */
export type Finished = Pick<
  Simulation,
  "rows" | "orders" | "account" | "fills" | "flows" | "ambiguousBars" | "curve"
>;

/** Everything that a finished simulation produced, in the terms of reports and records. */
export function collectResult(input: SimulateInput, simulation: Finished): BacktestResult {
  const { markets, strategy, timeframe, model } = input;
  const { rows, orders, account } = simulation;
  const fills = fillColumns(simulation);
  const flows = flowColumns(simulation);
  return {
    strategy: strategy.name,
    params: bindParameters(strategy.parameters, input.params ?? {}),
    instruments: markets.map(({ instrument }) => instrument),
    timeframe,
    from: rows.ts[0] ?? NaN,
    to: rows.ts[rows.length - 1] ?? NaN,
    cash: model.cash,
    periodsPerYear: periodsPerYear(markets[0]!.instrument.calendar, timeframeMs(timeframe)),
    equity: { ts: rows.ts, ...simulation.curve() },
    fills,
    flows,
    orders: orderRows(orders, account),
    trades: buildTrades(fills, flows, account),
    ambiguousBars: simulation.ambiguousBars,
    decisionHash: hashDecisions(canonicalDecisions(orders, account)),
  };
}

function fillColumns({ fills, account }: Finished): FillColumns {
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

function flowColumns({ flows }: Finished): FlowColumns {
  const count = flows.rows;
  return {
    ts: flows.ts.slice(0, count),
    bar: Float64Array.from(flows.bar.subarray(0, count)),
    instrument: Float64Array.from(flows.instrument.subarray(0, count)),
    kind: Array.from({ length: count }, (_, i) => flows.isFunding(i) ? "funding" : "insurance"),
    amount: flows.amount.slice(0, count),
    rate: flows.rate.slice(0, count),
    price: flows.price.slice(0, count),
    fillsBefore: Float64Array.from(flows.fillsBefore.subarray(0, count)),
  };
}
