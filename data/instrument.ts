/** Which days an instrument trades on, and so how its returns are annualised. */
export type Calendar = "crypto" | "equity";

/**
 * What is traded at a venue. Steps are exact decimals in text ("0.01"): prices are whole ticks and
 * amounts are whole lots at the order boundary.
 */
export interface Instrument {
  /** The venue's name in lower case, such as "binance". */
  readonly venue: string;
  /** Unified symbol: "BTC/USDT", or a ticker such as "SPX". */
  readonly symbol: string;
  /** A perpetual is linear: margined and settled in its quote currency. */
  readonly kind: "spot" | "equity" | "perpetual";
  /** What an amount counts: "BTC", "SPX". */
  readonly base: string;
  /** What a price and the cash are in: "USDT", "USD". */
  readonly quote: string;
  /** Smallest price step, such as "0.01". */
  readonly tickSize: string;
  /** Smallest amount step, such as "0.00001"; "1" for whole units. */
  readonly lotSize: string;
  /** Smallest order value in quote currency; "0" where the venue has none. */
  readonly minNotional: string;
  /** Fee of an order that rested in the book, in basis points of its value. */
  readonly makerFeeBps: number;
  /** Fee of an order that took from the book, in basis points of its value. */
  readonly takerFeeBps: number;
  readonly calendar: Calendar;
  /** First time that it could be traded, ms; absent where that is not known. */
  readonly listed?: number | undefined;
  /** Time from which it can no longer be traded, ms; positions are closed at the last price then. */
  readonly delisted?: number | undefined;
  /** How the venue margins a perpetual; absent for what is paid in full. */
  readonly margin?: MarginRules | undefined;
}

/** How a venue margins a perpetual and takes a position over. */
export interface MarginRules {
  /** By rising notional; the first begins at 0. */
  readonly tiers: readonly MarginTier[];
  /** Fee of a liquidation, in basis points of the value that is closed. */
  readonly liquidationFeeBps: number;
}

/** Margin of positions worth up to `notionalCap`, as venues publish it. */
export interface MarginTier {
  /** Largest notional of the tier in quote currency; null in the last, which has no end. */
  readonly notionalCap: number | null;
  /** Maintenance margin as a fraction of notional. */
  readonly maintenanceRate: number;
  /** Taken off the maintenance margin, so that it is continuous from tier to tier; quote currency. */
  readonly maintenanceAmount: number;
  readonly maxLeverage: number;
}

const DAY_MS = 86_400_000;

/**
 * Returns per year: daily ones, 365 for crypto and 252 for equities. Bars longer than a day have no
 * daily returns; theirs come every timeframe, 365 / 7 a year for weekly bars.
 */
export function periodsPerYear(calendar: Calendar, timeframeMs: number = DAY_MS): number {
  if (timeframeMs > DAY_MS) return (365 * DAY_MS) / timeframeMs;
  return calendar === "crypto" ? 365 : 252;
}
