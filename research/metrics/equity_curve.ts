/**
 * Equity in quote currency, one row a bar, sorted by `ts`: a bar's open time in milliseconds, UTC,
 * beside the equity at its close. A result's equity columns are one.
 */
export interface EquityCurve {
  readonly ts: Float64Array;
  readonly equity: Float64Array;
}

/** Milliseconds of a UTC day. */
export const DAY_MS = 86_400_000;
