import { join } from "node:path";
import { buildTrades } from "../../research/backtest/build_trades.ts";
import type {
  BacktestResult,
  EquityColumns,
  FillColumns,
  FlowColumns,
} from "../../research/backtest/result.ts";
import type { OrderRow } from "../../research/backtest/order_row.ts";
import { Account, listingOf } from "../../research/engine/mod.ts";
import { stepValue } from "../../research/engine/step.ts";
import type { RunRecord } from "../../research/runs/run_record.ts";
import { runDir } from "../../research/runs/run_store.ts";
import { readTable } from "./read_table.ts";

const EQUITY = ["ts", "equity", "cash", "exposure"];
const FILLS = ["ts", "bar", "symbol", "order_id", "side", "quantity", "price", "fee", "slippage"];
const ORDERS = ["id", "ts", "bar", "symbol", "side", "type", "quantity", "quote", "limit_price"]
  .concat(["stop_price", "terms", "parent_id", "group_id", "filled", "state", "why", "reason"]);
const FLOWS = ["ts", "bar", "symbol", "kind", "amount", "rate", "price", "fills_before"];

/**
 * A saved run as it came out of the engine, read from its files.
 *
 * @param marks last closes by instrument, which value open trades; where there is none, an open trade
 * has no profit unless it is the account's only position.
 * @throws UserError where a file is missing or damaged.
 */
export async function readResult(
  dataDir: string,
  record: RunRecord,
  marks: readonly (number | undefined)[] = [],
): Promise<BacktestResult> {
  const dir = runDir(dataDir, record.runId);
  const [equity, fills, flows, orders] = await Promise.all([
    readEquity(join(dir, "equity.parquet")),
    readFills(join(dir, "fills.parquet"), record),
    readFlows(join(dir, "cash_flows.parquet"), record),
    readOrders(join(dir, "orders.parquet"), record),
  ]);
  const { strategy, params, instruments, timeframe, from, to, periodsPerYear } = record;
  return {
    strategy,
    params,
    instruments,
    timeframe,
    from,
    to,
    cash: record.model.cash,
    periodsPerYear,
    equity,
    fills,
    flows,
    orders,
    trades: buildTrades(fills, flows, markedAccount(record, { equity, fills, marks })),
    ambiguousBars: record.ambiguousBars,
    decisionHash: record.decisionHash,
  };
}

async function readEquity(file: string): Promise<EquityColumns> {
  const { number } = await readTable(file, EQUITY);
  return {
    ts: number("ts"),
    equity: number("equity"),
    cash: number("cash"),
    exposure: number("exposure"),
  };
}

async function readFills(file: string, record: RunRecord): Promise<FillColumns> {
  const { number, text } = await readTable(file, FILLS);
  return {
    ts: number("ts"),
    bar: number("bar"),
    instrument: Float64Array.from(text("symbol"), (symbol) => indexOf(record, symbol)),
    orderId: number("order_id"),
    side: Float64Array.from(text("side"), (side) => side === "buy" ? 1 : -1),
    quantity: number("quantity"),
    price: number("price"),
    fee: number("fee"),
    slippage: number("slippage"),
  };
}

async function readFlows(file: string, record: RunRecord): Promise<FlowColumns> {
  const { number, text } = await readTable(file, FLOWS);
  return {
    ts: number("ts"),
    bar: number("bar"),
    instrument: Float64Array.from(text("symbol"), (symbol) => indexOf(record, symbol)),
    kind: text("kind") as FlowColumns["kind"],
    amount: number("amount"),
    rate: number("rate"),
    price: number("price"),
    fillsBefore: number("fills_before"),
  };
}

async function readOrders(file: string, record: RunRecord): Promise<OrderRow[]> {
  const { number, text } = await readTable(file, ORDERS);
  const [id, ts, bar] = [number("id"), number("ts"), number("bar")];
  const [symbol, side, type, state] = [text("symbol"), text("side"), text("type"), text("state")];
  const [quantity, quote, why, reason] = [
    text("quantity"),
    text("quote"),
    text("why"),
    text("reason"),
  ];
  const [limitPrice, stopPrice] = [text("limit_price"), text("stop_price")];
  const [terms, filled] = [text("terms"), text("filled")];
  const [parent, group] = [number("parent_id"), number("group_id")];
  return Array.from(id, (_, row) => ({
    id: id[row]!,
    ts: ts[row]!,
    bar: bar[row]!,
    instrument: indexOf(record, symbol[row]!),
    side: side[row] as OrderRow["side"],
    type: type[row] as OrderRow["type"],
    quantity: quantity[row]!,
    quote: quote[row]!,
    limitPrice: limitPrice[row]!,
    stopPrice: stopPrice[row]!,
    terms: terms[row] ?? "",
    parent: parent[row] || null,
    group: group[row] || null,
    filled: filled[row]!,
    state: state[row] as OrderRow["state"],
    why: why[row] ?? "",
    reason: reason[row]!,
  }));
}

function indexOf({ instruments }: RunRecord, symbol: string | null): number {
  return instruments.findIndex((instrument) => instrument.symbol === symbol);
}

interface Marked {
  readonly equity: EquityColumns;
  readonly fills: FillColumns;
  readonly marks: readonly (number | undefined)[];
}

/** The account as the run left it: what it holds, and what that is worth. */
function markedAccount(
  { instruments, model }: RunRecord,
  { equity, fills, marks }: Marked,
): Account {
  const account = new Account(instruments.map(listingOf), model.cash);
  for (let row = 0; row < fills.ts.length; row++) {
    const instrument = fills.instrument[row]!;
    const { lot } = account.listings[instrument]!;
    const lots = Math.round(fills.quantity[row]! * lot.scale / lot.units);
    account.lots[instrument]! += fills.side[row]! * lots;
    account.units[instrument] = stepValue(lot, account.lots[instrument]!);
  }
  const held = [...account.lots.keys()].filter((instrument) => account.lots[instrument] !== 0);
  for (const instrument of held) {
    const only = held.length === 1 ? equity.exposure.at(-1)! / account.units[instrument]! : NaN;
    account.mark[instrument] = marks[instrument] ?? only;
  }
  return account;
}
