/** What the account's owner allows; an absent limit does not bind. Money is in quote currency. */
export interface RiskLimits extends ExitRules {
  /** Largest value of one instrument's position with its open orders; above 0. */
  readonly maxPosition?: number | undefined;
  /** Most instruments that may be held, or be about to be, at once. */
  readonly maxOpenPositions?: number | undefined;
  /** Largest value of all positions with their open orders, short ones counted like long ones. */
  readonly maxExposure?: number | undefined;
  /** The same as a multiple of equity. */
  readonly maxLeverage?: number | undefined;
  /**
   * Largest loss within one UTC day, as a fraction of the equity at its start, above 0 and up to 1.
   * Once reached, no order that adds risk passes until the next day.
   */
  readonly dailyLoss?: number | undefined;
  /** Largest fall from the highest equity, a fraction. Once reached, no order that adds risk passes. */
  readonly maxDrawdown?: number | undefined;
  /** After so many losing round trips in a row nothing that adds risk passes for a time. */
  readonly cooldown?: { readonly losses: number; readonly ms: number } | undefined;
  /** Most orders that may pass within a time. */
  readonly orderRate?: { readonly orders: number; readonly ms: number } | undefined;
}

/** When a position is closed whatever its strategy thinks of it. */
export interface ExitRules {
  /** Loss of a position at a close, as a fraction of its value at entry. */
  readonly priceStop?: number | undefined;
  /** How long a position may be held, ms. */
  readonly timeStopMs?: number | undefined;
}
