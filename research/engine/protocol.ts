import type { MarginModel } from "./account.ts";
import type { TradingRules } from "./listing.ts";
import type { ExitRules } from "./risk_limits.ts";

/**
 * What passes between the host of a live session and the strategy in its sandbox: JSON, one message
 * a line. The host's messages are the journal too: fed again, in order, to the same artefact they
 * bring the same decisions.
 */

/** The host's first message after the artefact's code. */
export interface StartMessage {
  readonly instruments: readonly TradingRules[];
  readonly timeframeMs: number;
  /** Starting cash, in quote currency. */
  readonly cash: number;
  readonly margin?: MarginModel | undefined;
  readonly exits?: ExitRules | undefined;
  /** Names of the other data that come with the bars, an instrument. */
  readonly data?: readonly (readonly string[])[] | undefined;
}

/**
 * What happened since the message before, in that order: what became of an order, what was executed
 * of it, or what the venue did to the account by itself.
 */
export type OrderEvent =
  | readonly ["working" | "held" | "filled", id: number]
  | readonly ["cancelled" | "expired" | "refused" | "rejected", id: number, reason: string]
  /** An order that protects an entry works for this quantity from now on. */
  | readonly ["released", id: number, quantity: number]
  /** A change, by its place in the log of decisions, was carried out or refused. */
  | readonly ["changed", id: number, decision: number]
  | readonly ["unchanged", id: number, decision: number, reason: string]
  | readonly ["fill", id: number, lots: number, price: number, fee: number, slippage: number]
  | readonly ["funding", instrument: number, amount: number, rate: number, price: number]
  | readonly ["insurance", instrument: number, amount: number, price: number]
  | readonly [
    "taken",
    instrument: number,
    cause: number,
    lots: number,
    price: number,
    fee: number,
  ];

/** One instrument's bar that has closed; volume is null where there is none. */
export type WireBar = readonly [
  instrument: number,
  open: number,
  high: number,
  low: number,
  close: number,
  volume: number | null,
  /** Values of the other data, in the order of the start message's names; left out where none are. */
  data?: readonly (number | null)[],
];

/** One row: first the order events, then the bars that opened at `ts` and have now closed. */
export interface RowMessage {
  readonly row: number;
  readonly ts: number;
  readonly events: readonly OrderEvent[];
  readonly bars: readonly WireBar[];
}

/** A decision in canonical text, and the strategy's words for it. */
export type WireDecision = readonly [text: string, why: string];

/** The sandbox's answer to a row. */
export interface RowReply {
  readonly row: number;
  readonly decisions: readonly WireDecision[];
}
