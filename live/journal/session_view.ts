import type { Instrument } from "../../data/instrument.ts";
import type { OrderRow } from "../../research/backtest/order_row.ts";
import type { VenueModel } from "../../research/engine/mod.ts";

/** Where a session stands. `running` with an old heartbeat means that its runner was killed. */
export type SessionState = "running" | "ended" | "stopped" | "halted";

/** A session in one line. Money is in quote currency, times are ms since the epoch. */
export interface SessionSummary {
  readonly sessionId: string;
  readonly deployment: string;
  /** The promoted artefact: strategy name, version and SHA-256. */
  readonly artefact: { readonly name: string; readonly version: number; readonly hash: string };
  /** Bounds that were overridden at promotion, with the reason; shown wherever the artefact is. */
  readonly overrides: readonly { readonly gate: string; readonly why: string }[];
  readonly venue: string;
  readonly symbols: readonly string[];
  readonly timeframe: string;
  readonly state: SessionState;
  /** Why it halted or stopped; empty otherwise. */
  readonly reason: string;
  /** Wall clock of its start and of its last written row. */
  readonly started: number;
  readonly updated: number;
  /** Whether a runner holds it now. */
  readonly held: boolean;
  /** Open times of the first bar fed and of the last one. Null before the first bar. */
  readonly from: number | null;
  readonly to: number | null;
  readonly bars: number;
  readonly startingCash: number;
  readonly cash: number;
  readonly equity: number;
  /** Net market value of all positions at the last bar; below 0 when short. */
  readonly exposure: number;
  readonly orders: number;
  readonly fills: number;
}

/** One instrument's position at the last bar. */
export interface PositionView {
  readonly symbol: string;
  readonly quantity: number;
  readonly entryPrice: number;
  readonly mark: number;
  readonly value: number;
  readonly unrealised: number;
  /** Price at which the venue would take the position over; null for what is paid in full. */
  readonly liquidationPrice: number | null;
}

/** One fill of a session, in time order. */
export interface SessionFill {
  readonly tradeId: string;
  readonly ts: number;
  /** 0 where the venue liquidated the position, −1 where it was delisted. */
  readonly orderId: number;
  readonly symbol: string;
  readonly side: "buy" | "sell";
  readonly quantity: number;
  readonly price: number;
  readonly fee: number;
}

/** Cash that came or went other than by a fill: funding, or what the insurance fund paid. */
export interface SessionPayment {
  /** Open time of the bar that it fell to. */
  readonly ts: number;
  readonly symbol: string;
  readonly kind: "funding" | "insurance";
  /** Below 0 where the account paid. */
  readonly amount: number;
  /** Funding rate, a fraction of notional; null for insurance. */
  readonly rate: number | null;
  readonly price: number;
}

/** A session with all that a page shows of it. */
export interface SessionDetail extends SessionSummary {
  readonly instruments: readonly Instrument[];
  /** How its paper venue fills, and the bars that decide the path within a bar. */
  readonly model: VenueModel;
  readonly drillDown: string | null;
  readonly positions: readonly PositionView[];
  readonly ordersList: readonly OrderRow[];
  readonly fillsList: readonly SessionFill[];
  readonly paymentsList: readonly SessionPayment[];
  /** Equity at each bar's close; columns of equal length. */
  readonly equityCurve: { readonly ts: readonly number[]; readonly equity: readonly number[] };
  /** What the runner noted: starts, recoveries, halts; oldest first. */
  readonly notes: readonly { readonly at: number; readonly text: string }[];
}
