import type { Instrument } from "../../data/instrument.ts";
import { parseStep, type Step } from "./step.ts";

/** An instrument's trading rules in the form the engine computes with. */
export interface Listing {
  readonly symbol: string;
  readonly tick: Step;
  readonly lot: Step;
  /** In quote currency. */
  readonly minNotional: number;
  /** Fee rates as fractions of value. */
  readonly makerFee: number;
  readonly takerFee: number;
}

/** The part of an instrument that trading depends on. */
export type TradingRules = Pick<
  Instrument,
  "symbol" | "tickSize" | "lotSize" | "minNotional" | "makerFeeBps" | "takerFeeBps"
>;

/** Reads an instrument's rules. */
export function listingOf(instrument: TradingRules): Listing {
  return {
    symbol: instrument.symbol,
    tick: parseStep(instrument.tickSize),
    lot: parseStep(instrument.lotSize),
    minNotional: Number(instrument.minNotional),
    makerFee: instrument.makerFeeBps / 10_000,
    takerFee: instrument.takerFeeBps / 10_000,
  };
}
