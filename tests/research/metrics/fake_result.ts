import type { OrderRow } from "../../../research/backtest/order_row.ts";
import type { BacktestResult, FlowColumns, Params } from "../../../research/backtest/result.ts";
import type { Trade } from "../../../research/backtest/trade.ts";
import type { Instrument } from "../../../data/instrument.ts";

/** A payment of funding at a bar's open; below 0 where the account pays. */
export interface FakeFunding {
  readonly bar: number;
  readonly amount: number;
}

/** Units bought, or sold where negative, at a bar's open. */
export interface FakeFill {
  readonly bar: number;
  readonly units: number;
  readonly price: number;
  /** 0 for a liquidation; counted from 1 where not given. */
  readonly orderId?: number;
}

/** What a result is made up from. */
export interface FakeRun {
  readonly ts: Float64Array;
  readonly close: Float64Array;
  readonly fills?: readonly FakeFill[];
  readonly feeBps?: number;
  readonly cash?: number;
  readonly params?: Params;
  readonly strategy?: string;
  readonly timeframe?: string;
  readonly instrument?: Instrument;
  readonly orders?: readonly OrderRow[];
  readonly funding?: readonly FakeFunding[];
  readonly ambiguousBars?: number;
}

/** The S&P 500 as the sample data hold it. */
export const SPX: Instrument = {
  venue: "sample",
  symbol: "SPX",
  kind: "equity",
  base: "SPX",
  quote: "USD",
  tickSize: "0.01",
  lotSize: "1",
  minNotional: "0",
  makerFeeBps: 10,
  takerFeeBps: 10,
  calendar: "equity",
};

/**
 * A result from fills that are already known, by arithmetic that shares nothing with the engine:
 * one instrument, and every second fill closes the whole position.
 */
export function fakeResult(run: FakeRun): BacktestResult {
  const { ts, close, fills = [], feeBps = 0, cash = 1_000_000, instrument = SPX } = run;
  const rows = ts.length;
  const equity = new Float64Array(rows);
  const cashes = new Float64Array(rows);
  const exposure = new Float64Array(rows);
  const fees = fills.map(({ units, price }) => Math.abs(units) * price * feeBps / 10_000);
  const { funding = [] } = run;
  let held = 0;
  let money = cash;
  let next = 0;
  let paid = 0;
  for (let bar = 0; bar < rows; bar++) {
    for (; fills[next]?.bar === bar; next++) {
      held += fills[next]!.units;
      money -= fills[next]!.units * fills[next]!.price + fees[next]!;
    }
    for (; funding[paid]?.bar === bar; paid++) money += funding[paid]!.amount;
    cashes[bar] = money;
    exposure[bar] = held * close[bar]!;
    equity[bar] = money + exposure[bar]!;
  }
  const column = (value: (fill: FakeFill, row: number) => number) =>
    Float64Array.from(fills.map(value));
  return {
    strategy: run.strategy ?? "sma_cross",
    params: run.params ?? {},
    instruments: [instrument],
    timeframe: run.timeframe ?? "1d",
    from: ts[0] ?? 0,
    to: ts[rows - 1] ?? 0,
    cash,
    periodsPerYear: instrument.calendar === "equity" ? 252 : 365,
    equity: { ts, equity, cash: cashes, exposure },
    fills: {
      ts: column((fill) => ts[fill.bar]!),
      bar: column((fill) => fill.bar),
      instrument: column(() => 0),
      orderId: column(({ orderId }, row) => orderId ?? row + 1),
      side: column((fill) => Math.sign(fill.units)),
      quantity: column((fill) => Math.abs(fill.units)),
      price: column((fill) => fill.price),
      fee: Float64Array.from(fees),
      slippage: column(() => 0),
    },
    flows: flowsOf(run),
    orders: run.orders ?? [],
    trades: tradesOf(run, fees),
    ambiguousBars: run.ambiguousBars ?? 0,
    decisionHash: "0".repeat(64),
  };
}

function flowsOf({ ts, close, fills = [], funding = [] }: FakeRun): FlowColumns {
  const column = (value: (each: FakeFunding) => number) => Float64Array.from(funding, value);
  return {
    ts: column(({ bar }) => ts[bar]!),
    bar: column(({ bar }) => bar),
    instrument: column(() => 0),
    kind: funding.map(() => "funding" as const),
    amount: column(({ amount }) => amount),
    rate: column(() => 0.0001),
    price: column(({ bar }) => close[bar]!),
    fillsBefore: column(({ bar }) => fills.filter((fill) => fill.bar <= bar).length),
  };
}

function tradesOf({ ts, close, fills = [], funding = [] }: FakeRun, fees: number[]): Trade[] {
  const trades: Trade[] = [];
  for (let row = 0; row < fills.length; row += 2) {
    const entry = fills[row]!;
    const exit = fills[row + 1];
    const exitPrice = exit?.price ?? close[close.length - 1]!;
    const paid = fees[row]! + (fees[row + 1] ?? 0);
    const received = funding.filter(({ bar }) => bar >= entry.bar && bar < (exit?.bar ?? Infinity))
      .reduce((sum, { amount }) => sum + amount, 0);
    trades.push({
      instrument: 0,
      side: entry.units > 0 ? "long" : "short",
      entryTs: ts[entry.bar]!,
      exitTs: exit ? ts[exit.bar]! : null,
      entryBar: entry.bar,
      exitBar: exit?.bar ?? null,
      quantity: Math.abs(entry.units),
      entryPrice: entry.price,
      exitPrice,
      fees: paid,
      funding: received,
      profit: entry.units * (exitPrice - entry.price) - paid + received,
    });
  }
  return trades;
}
