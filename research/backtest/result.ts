import type { Instrument } from "../../data/instrument.ts";
import type { OrderState } from "../engine/order_state.ts";
import type { Trade } from "./trade.ts";

/** A strategy's parameters by name. */
export type Params = Readonly<Record<string, number>>;

/** One fill a row, in time order; columns of equal length. */
export interface FillColumns {
  /** Open time of the bar that filled it. */
  readonly ts: Float64Array;
  /** Row of the equity curve. */
  readonly bar: Float64Array;
  readonly instrument: Float64Array;
  readonly orderId: Float64Array;
  /** +1 bought, −1 sold. */
  readonly side: Float64Array;
  readonly quantity: Float64Array;
  readonly price: Float64Array;
  /** In quote currency. */
  readonly fee: Float64Array;
  /** What slippage cost, in quote currency. */
  readonly slippage: Float64Array;
}

/** One order request a row, in the order of decision. */
export interface OrderRow {
  readonly id: number;
  /** Decision time: the close of the bar it was decided on. */
  readonly ts: number;
  readonly bar: number;
  readonly instrument: number;
  readonly side: "buy" | "sell";
  readonly type: "market" | "limit" | "stop";
  /** Exact decimal text; exactly one of quantity and quote is set. */
  readonly quantity: string | null;
  readonly quote: string | null;
  readonly limitPrice: string | null;
  readonly stopPrice: string | null;
  readonly state: OrderState;
  /** Why the strategy asked for it, in its own words. */
  readonly why: string;
  /** Why it was refused or rejected. */
  readonly reason: string | null;
}

/** Equity, one row a bar; columns of equal length. */
export interface EquityColumns {
  /** Open time of the bar; the values are those at its close. */
  readonly ts: Float64Array;
  readonly equity: Float64Array;
  readonly cash: Float64Array;
  /** Market value of all positions. */
  readonly exposure: Float64Array;
}

/** Everything that one pass of a strategy over bars produced. Money is in quote currency. */
export interface BacktestResult {
  readonly strategy: string;
  readonly params: Params;
  readonly instruments: readonly Instrument[];
  readonly timeframe: string;
  /** Open times of the first and the last bar. */
  readonly from: number;
  readonly to: number;
  /** Starting cash. */
  readonly cash: number;
  /** Returns a year: daily ones, 365 for crypto and 252 for equities; fewer on longer bars. */
  readonly periodsPerYear: number;
  readonly equity: EquityColumns;
  readonly fills: FillColumns;
  readonly orders: readonly OrderRow[];
  /** Closed trades in the order they closed, then the open ones. */
  readonly trades: readonly Trade[];
  /** SHA-256, hex, over the order requests in canonical form. */
  readonly decisionHash: string;
}
