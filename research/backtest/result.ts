import type { Instrument } from "../../data/instrument.ts";
import type { OrderRow } from "./order_row.ts";
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
  /** The order that it fills; 0 for a liquidation, −1 for a delisting. */
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

/** Cash that came or went other than by fills, one payment a row, in time order. */
export interface FlowColumns {
  readonly ts: Float64Array;
  /** Row of the equity curve. */
  readonly bar: Float64Array;
  readonly instrument: Float64Array;
  readonly kind: readonly ("funding" | "insurance")[];
  /** In quote currency; below 0 where the account paid. */
  readonly amount: Float64Array;
  /** Funding rate, a fraction of notional; NaN for other kinds. */
  readonly rate: Float64Array;
  /** Price that the notional was taken at. */
  readonly price: Float64Array;
  /** Fills that were booked before it. */
  readonly fillsBefore: Float64Array;
}

/** Equity, one row a bar; columns of equal length. */
export interface EquityColumns {
  /** Open time of the bar; the values are those at its close. */
  readonly ts: Float64Array;
  readonly equity: Float64Array;
  readonly cash: Float64Array;
  /** Net market value of all positions. */
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
  readonly flows: FlowColumns;
  readonly orders: readonly OrderRow[];
  /** Closed trades in the order they closed, then the open ones. */
  readonly trades: readonly Trade[];
  /** Bars whose outcome depended on a price path within them that is not known. */
  readonly ambiguousBars: number;
  /** Why each fill came about, a sentence each; of a run over the order book only. */
  readonly explanations?: readonly string[];
  /** SHA-256, hex, over the order requests in canonical form. */
  readonly decisionHash: string;
}
