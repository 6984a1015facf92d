/** Rests where it does not fill, until cancelled. */
export const GOOD_TILL_CANCELLED = 0;
/** Rests or, where it would take, is rejected. */
export const POST_ONLY = 1;
/** Takes what it can at once; the rest expires. */
export const IMMEDIATE_OR_CANCEL = 2;
/** Takes all at once or expires. */
export const FILL_OR_KILL = 3;

/** An order as it arrives at the venue. */
export interface ArrivingOrder {
  /** Names it in fills; unique among those that rest. */
  readonly handle: number;
  /** BID to buy, ASK to sell. */
  readonly side: number;
  /** Limit price; absent for a market order. */
  readonly ticks?: number | undefined;
  readonly lots: number;
  /** {@linkcode GOOD_TILL_CANCELLED} where not given; a market order never rests. */
  readonly force?: number | undefined;
  /** Time of arrival, ms. */
  readonly ts: number;
}

/** It rests: whole, or what it could not take. */
export const RESTS = 0;
/** It took all. */
export const FILLED = 1;
/** What it could not take at once is gone; it may have taken a part. */
export const EXPIRED = 2;
/** Rejected: it is post-only and would take. */
export const WOULD_TAKE = 3;
/** Rejected: it is a market order for more than the book shows. */
export const BEYOND_DEPTH = 4;
/** Rejected: the book is not that of the venue, before a snapshot or after a break. */
export const NO_BOOK = 5;

/** Names of what becomes of an order on arrival, by the numbers above. */
export const ARRIVALS = [
  "rests",
  "filled",
  "expired",
  "would take",
  "beyond depth",
  "no book",
] as const;
