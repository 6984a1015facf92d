import type { MarginModel } from "./account.ts";
import type { BookModel } from "./order_book/book_model.ts";

/** How long an order takes to the venue. */
export interface Latency {
  /** Median delay in milliseconds. */
  readonly medianMs: number;
  /** Spread of a log-normal delay: 0 for one that is always the median, 0.5 for a long tail. */
  readonly sigma?: number | undefined;
}

/** How a simulated venue treats orders. Costs add up; what is not given costs nothing. */
export interface VenueModel extends MarginModel {
  /** Fixed slippage of what takes liquidity, in basis points of the price. */
  readonly slippageBps?: number | undefined;
  /** Bid to ask, in basis points of the price; what takes liquidity pays half of it. */
  readonly spreadBps?: number | undefined;
  /**
   * Impact of an order as large as the bar's whole volume, in basis points; it grows with the square
   * root of the order's share of the volume.
   */
  readonly impactBps?: number | undefined;
  /** Largest part of a bar's volume that orders may fill; what is left waits for the next bar. */
  readonly participation?: number | undefined;
  /** Delay of new orders, changes and cancels; over books, of the answers to them too. */
  readonly latency?: Latency | undefined;
  /** Part of the orders that the venue rejects, by chance. */
  readonly rejectRate?: number | undefined;
  /** How orders meet a recorded book; of a run over books only. */
  readonly book?: BookModel | undefined;
  /** Seed of latency and rejects. */
  readonly seed?: number | undefined;
}
