/** Settlements of funding on one perpetual, in time order; columns of equal length. */
export interface FundingRates {
  /** When it is settled, ms. */
  readonly ts: Float64Array;
  /** Fraction of notional that longs pay to shorts. */
  readonly rate: Float64Array;
  /** Mark price at the settlement; NaN where it is not known. */
  readonly price: Float64Array;
}

/** A venue stamps a settlement some milliseconds after its hour; it still belongs to the open. */
export const FUNDING_JITTER_MS = 1_000;
