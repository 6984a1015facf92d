import type { QueueModel } from "./queue_model.ts";

/** How orders meet the recorded market. */
export interface MatcherOptions {
  /** How cancellations move an order forward in its queue; `riskAverse` where not given. */
  readonly queue?: QueueModel | undefined;
  /**
   * What a trade at its price fills of an order once it is through the queue: "partial", the lots
   * that are left of the trade, or "whole", all of the order. As `PartialFillExchange` and
   * `NoPartialFillExchange` of hftbacktest; "partial" where not given.
   */
  readonly fills?: "partial" | "whole" | undefined;
  /**
   * What a trade at a worse price, or the other side's best price reaching an order's own, fills of
   * it: "whole", all, as hftbacktest has it, or "shown", no more than the lots of that trade, or than
   * those that the book shows within its price. "whole" where not given; it flatters large orders.
   */
  readonly through?: "whole" | "shown" | undefined;
  /**
   * A market order for more than the book shows: "expire" takes what is there and drops the rest,
   * "reject" takes nothing. "expire" where not given.
   */
  readonly beyondDepth?: "expire" | "reject" | undefined;
  /** Also takes orders while the book is not that of the venue; false where not given. */
  readonly unsynchronised?: boolean | undefined;
}
