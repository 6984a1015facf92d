/**
 * Recorded depth, one row a level, as the dataset `books` has it. Rows of one message stand
 * together.
 */
export interface DepthColumns {
  /** The venue's time, ms. */
  readonly ts: Float64Array;
  /** "delta" or "snapshot". */
  readonly kind: readonly string[];
  /** "bid" or "ask". */
  readonly side: readonly string[];
  readonly price: Float64Array;
  /** All that rests there now; 0 deletes the level. */
  readonly qty: Float64Array;
  /** Update ids of the message; NaN where the venue has none. */
  readonly first_update_id?: Float64Array;
  readonly last_update_id?: Float64Array;
  /** `last_update_id` of the message before, where the venue sends it. */
  readonly prev_update_id?: Float64Array;
  /** The recorder's clock, ns. */
  readonly recv_ts_ns?: Float64Array;
}

/** Recorded trades as the dataset `trades` has them. */
export interface TradeColumns {
  readonly ts: Float64Array;
  readonly price: Float64Array;
  readonly qty: Float64Array;
  /** Side of the aggressor: "buy" or "sell". */
  readonly side: readonly string[];
  readonly trade_id?: Float64Array;
  readonly recv_ts_ns?: Float64Array;
}

/** Recorded best bids and asks as the dataset `quotes` has them. */
export interface QuoteColumns {
  readonly ts: Float64Array;
  readonly bid: Float64Array;
  readonly bid_qty: Float64Array;
  readonly ask: Float64Array;
  readonly ask_qty: Float64Array;
  readonly update_id?: Float64Array;
  readonly recv_ts_ns?: Float64Array;
}
