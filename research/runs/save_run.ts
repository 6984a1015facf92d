import { join } from "node:path";
import { absent } from "../../data/dataset_table.ts";
import { commitFolder, makeFolder } from "../../data/storage/staged_files.ts";
import { type Table, writeTable } from "../../data/storage/write_table.ts";
import type { BacktestResult } from "../backtest/result.ts";
import type { RunRecord } from "./run_record.ts";
import { runDir, runsDir } from "./run_store.ts";

/**
 * Saves a run: `run.json`, and as Parquet `equity`, `fills`, `cash_flows` and `orders`; of a run over
 * the order book also `fills.txt`, why each fill came about. The folder appears whole, under its name, once all files are in it and on the disk.
 */
export async function saveRun(
  dataDir: string,
  record: RunRecord,
  result: BacktestResult,
): Promise<string> {
  const staged = join(runsDir(dataDir), `.${record.runId}`);
  makeFolder(staged);
  const symbols = result.instruments.map(({ symbol }) => symbol);
  await writeTable(join(staged, "equity.parquet"), equityTable(result));
  await writeTable(join(staged, "fills.parquet"), fillsTable(result, symbols));
  await writeTable(join(staged, "orders.parquet"), ordersTable(result, symbols));
  await writeTable(join(staged, "cash_flows.parquet"), flowsTable(result, symbols));
  if (result.explanations !== undefined) {
    await Deno.writeTextFile(join(staged, "fills.txt"), explained(result));
  }
  await Deno.writeTextFile(join(staged, "run.json"), JSON.stringify(record, null, 2) + "\n");
  const path = runDir(dataDir, record.runId);
  commitFolder(staged, path);
  return path;
}

function explained({ fills, explanations = [] }: BacktestResult): string {
  return explanations.map((why, row) =>
    `${new Date(fills.ts[row]!).toISOString()} order ${fills.orderId[row]} ${why}\n`
  ).join("");
}

function equityTable({ equity }: BacktestResult): Table {
  return {
    ts: { type: "BIGINT", values: equity.ts },
    equity: { type: "DOUBLE", values: equity.equity },
    cash: { type: "DOUBLE", values: equity.cash },
    exposure: { type: "DOUBLE", values: equity.exposure },
  };
}

function fillsTable({ fills }: BacktestResult, symbols: readonly string[]): Table {
  const { ts, bar, instrument, orderId, side, quantity, price, fee, slippage } = fills;
  return {
    ts: { type: "BIGINT", values: ts },
    bar: { type: "BIGINT", values: bar },
    order_id: { type: "BIGINT", values: orderId },
    symbol: { type: "VARCHAR", values: Array.from(instrument, (i) => symbols[i]!) },
    side: { type: "VARCHAR", values: Array.from(side, (sign) => sign > 0 ? "buy" : "sell") },
    quantity: { type: "DOUBLE", values: quantity },
    price: { type: "DOUBLE", values: price },
    fee: { type: "DOUBLE", values: fee },
    slippage: { type: "DOUBLE", values: slippage },
  };
}

function flowsTable({ flows }: BacktestResult, symbols: readonly string[]): Table {
  const { ts, bar, instrument, kind, amount, rate, price, fillsBefore } = flows;
  return {
    ts: { type: "BIGINT", values: ts },
    bar: { type: "BIGINT", values: bar },
    symbol: { type: "VARCHAR", values: Array.from(instrument, (i) => symbols[i]!) },
    kind: { type: "VARCHAR", values: kind },
    amount: { type: "DOUBLE", values: amount },
    rate: { type: "DOUBLE", values: rate },
    price: { type: "DOUBLE", values: price },
    fills_before: { type: "BIGINT", values: fillsBefore },
  };
}

function ordersTable({ orders }: BacktestResult, symbols: readonly string[]): Table {
  const text = (pick: (order: BacktestResult["orders"][number]) => string | null) => ({
    type: "VARCHAR" as const,
    values: orders.map(pick),
  });
  const whole = (pick: (order: BacktestResult["orders"][number]) => number) => ({
    type: "BIGINT" as const,
    values: Float64Array.from(orders, pick),
  });
  const idOrNone = (pick: (order: BacktestResult["orders"][number]) => number | null) => ({
    type: "BIGINT" as const,
    values: BigInt64Array.from(orders, (order) => BigInt(pick(order) ?? absent)),
  });
  return {
    id: whole(({ id }) => id),
    ts: whole(({ ts }) => ts),
    bar: whole(({ bar }) => bar),
    symbol: text(({ instrument }) => symbols[instrument]!),
    side: text(({ side }) => side),
    type: text(({ type }) => type),
    quantity: text(({ quantity }) => quantity),
    quote: text(({ quote }) => quote),
    limit_price: text(({ limitPrice }) => limitPrice),
    stop_price: text(({ stopPrice }) => stopPrice),
    terms: text(({ terms }) => terms),
    parent_id: idOrNone(({ parent }) => parent),
    group_id: idOrNone(({ group }) => group),
    filled: text(({ filled }) => filled),
    state: text(({ state }) => state),
    why: text(({ why }) => why),
    reason: text(({ reason }) => reason),
  };
}
