/** What a venue says of an order that it was sent. */
export type VenueOrderState =
  | { readonly status: "working" | "filled" | "cancelled" }
  | { readonly status: "rejected"; readonly reason: string };

/** One execution at a venue, in its own records. Money is in quote currency. */
export interface VenueTrade {
  /** Unique at the venue. */
  readonly tradeId: string;
  readonly clientOrderId: string;
  /** Whole lots. */
  readonly lots: number;
  readonly price: number;
  readonly fee: number;
  readonly slippage: number;
}

/** A place that takes orders. Its own records are the truth about what became of them. */
export interface Venue {
  /**
   * Sends an order once. It is never sent again after an unclear answer: ask
   * {@linkcode Venue.order} what became of it.
   *
   * @param clientOrderId derived from the journal's key, so that a second create is seen as one.
   * @param text the decision in canonical form.
   */
  submit(clientOrderId: string, text: string): Promise<VenueOrderState>;
  /** Cancels an order; returns what it is afterwards, which may be filled. */
  cancel(clientOrderId: string): Promise<VenueOrderState>;
  /**
   * What the venue knows of an order. Null means that it has not arrived and can no longer arrive; a
   * venue that cannot know that yet throws, and the session stays stopped.
   */
  order(clientOrderId: string): Promise<VenueOrderState | null>;
  /** All trades after the first `skip`, in the order of execution. */
  trades(skip: number): Promise<readonly VenueTrade[]>;
  /** Position in whole lots, an instrument. */
  positions(): Promise<readonly number[]>;
  close(): void;
}
