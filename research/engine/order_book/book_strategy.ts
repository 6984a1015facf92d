import type { ParameterSchema, ParameterValues } from "../parameters.ts";
import { checkedName, type Strategy } from "../strategy.ts";
import type { BookMarket } from "./book_market.ts";

/**
 * What a strategy does as a recorded market passes, event by event. Each handler sees the book, the
 * trades and the answers to its orders that had reached it by then, and nothing later; its requests
 * leave for the venue before anything else happens. None is called while the book is not known: before
 * the first snapshot, after missing messages until the next one, or with an empty side.
 */
export interface BookHandlers {
  /** How often onTimer is called, whole ms from 1. */
  readonly everyMs?: number;
  /**
   * Called at every multiple of `everyMs` since the epoch, after all that has been seen up to that
   * very time.
   */
  onTimer?(): void;
  /** Called after each trade, which is {@linkcode BookMarket.lastTrade}. */
  onTrade?(): void;
  /** Called after each message that changes the book: between rows of one message it is in no state. */
  onBook?(): void;
}

/**
 * Defines a strategy on the order book, such as a market maker: `m` is the market with its book.
 *
 * ```ts ignore
 * export default bookStrategy("join_the_bid", { everyMs: int(1000, 1, 60_000) }, (p, m) => ({
 *   everyMs: p.everyMs,
 *   onTimer() {
 *     if (m.openOrders > 0 || m.position > 0) return;
 *     m.buy({ quantity: 0.001, limit: m.book.bid, postOnly: true }, "joins the best bid");
 *   },
 * }));
 * ```
 *
 * @param name lower-case words joined by "_"; its runs carry it.
 */
export function bookStrategy<const S extends ParameterSchema>(
  name: string,
  parameters: S,
  setUpBook: (p: ParameterValues<S>, m: BookMarket) => BookHandlers,
): Strategy<S> {
  return { name: checkedName(name), parameters, setUpBook };
}
