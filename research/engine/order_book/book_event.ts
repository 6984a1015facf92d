/** A change of one level: `lots` is all that rests there now, 0 deletes it. */
export const DELTA = 0;
/** A level of a snapshot of the whole book. */
export const SNAPSHOT = 1;
/** Before a snapshot: levels from the touch to `ticks`, inclusive, are forgotten. */
export const CLEAR = 2;
/** Messages are missing before this one: all levels are forgotten until the next snapshot. */
export const BREAK = 3;
/** A trade of `lots` at `ticks`, against orders that rested on `side`. */
export const TRADE = 4;
/** The best price of one side and what rests there, from a stream of quotes. */
export const QUOTE = 5;

/** Names of the kinds of event; columns hold indices into it. */
export const EVENT_KINDS = ["delta", "snapshot", "clear", "break", "trade", "quote"] as const;

/** The buyers' side of a book: resting orders to buy. */
export const BID = 0;
/** The sellers' side. */
export const ASK = 1;

/** Ticks and their negatives are below this, so that they stay small integers. */
export const TICKS_LIMIT: number = 2 ** 30;

/**
 * A recorded market as columns in the order in which it happened at the venue, one row a level, a
 * trade or a side of a quote. Prices are whole ticks, quantities whole lots.
 */
export interface BookEvents {
  readonly rows: number;
  /** The venue's time, ms; never decreases. */
  readonly ts: Float64Array;
  /** When a strategy may see it, ms; never decreases and is never before `ts`. */
  readonly localTs: Float64Array;
  /** Index into {@linkcode EVENT_KINDS}. */
  readonly kind: Uint8Array;
  /** {@linkcode BID} or {@linkcode ASK}: the side of the level, or that the trade took from. */
  readonly side: Uint8Array;
  readonly ticks: Int32Array;
  readonly lots: Float64Array;
  /** 1 in the last row of a message: between rows of one message a book is in no real state. */
  readonly last: Uint8Array;
  /** Update id of levels and quotes, trade id of trades; NaN where the source has none. */
  readonly id: Float64Array;
  /** Whether the book comes from depth; else from quotes, one level a side. */
  readonly depth: boolean;
  /** Whether trades were recorded too, be there any or not. */
  readonly trades: boolean;
}
