import type { Instrument, MarginTier } from "../../data/instrument.ts";
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
  /** Whether it is a linear perpetual, held on margin; else it is paid in full and never short. */
  readonly linear: boolean;
  /** Margin by notional; one tier without end where the instrument names none. */
  readonly tiers: readonly MarginTier[];
  /** Fee of a liquidation as a fraction of value. */
  readonly liquidationFee: number;
  /** Time from which it can no longer be traded, ms. */
  readonly delisted: number;
}

/** The part of an instrument that trading depends on. */
export type TradingRules =
  & Pick<
    Instrument,
    "symbol" | "tickSize" | "lotSize" | "minNotional" | "makerFeeBps" | "takerFeeBps"
  >
  & Partial<Pick<Instrument, "kind" | "margin" | "delisted">>;

/** Margin of a perpetual whose venue's tiers are not known: cautious, and the same at any size. */
const ONE_TIER: readonly MarginTier[] = [
  { notionalCap: null, maintenanceRate: 0.01, maintenanceAmount: 0, maxLeverage: 20 },
];

/** Reads an instrument's rules. */
export function listingOf(instrument: TradingRules): Listing {
  return {
    symbol: instrument.symbol,
    tick: parseStep(instrument.tickSize),
    lot: parseStep(instrument.lotSize),
    minNotional: Number(instrument.minNotional),
    makerFee: instrument.makerFeeBps / 10_000,
    takerFee: instrument.takerFeeBps / 10_000,
    linear: instrument.kind === "perpetual",
    tiers: instrument.margin?.tiers ?? ONE_TIER,
    liquidationFee: (instrument.margin?.liquidationFeeBps ?? 0) / 10_000,
    delisted: instrument.delisted ?? Infinity,
  };
}

/** The fields of an instrument that trading depends on, and no others. */
export function tradingRulesOf(instrument: Instrument): TradingRules {
  const { symbol, tickSize, lotSize, minNotional, makerFeeBps, takerFeeBps } = instrument;
  const rules = { symbol, tickSize, lotSize, minNotional, makerFeeBps, takerFeeBps };
  const { kind, margin, delisted } = instrument;
  return {
    ...rules,
    ...(kind === "perpetual" ? { kind, ...(margin && { margin }) } : {}),
    ...(delisted === undefined ? {} : { delisted }),
  };
}
