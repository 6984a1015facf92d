/**
 * Bars of one instrument and timeframe as columns of equal length, sorted by `ts` and unique in it.
 * `ts` is a bar's open time in integer milliseconds since the epoch, UTC; the bar is known at its
 * close, `ts` + timeframe, never before.
 */
export interface Bars {
  readonly ts: Float64Array;
  readonly open: Float64Array;
  readonly high: Float64Array;
  readonly low: Float64Array;
  readonly close: Float64Array;
  /** In base currency or units; NaN where the source has none. */
  readonly volume: Float64Array;
}
