/** What a venue says of an order that it was sent. */
export interface VenueOrderState {
  readonly status:
    | "held"
    | "working"
    | "filled"
    | "cancelled"
    | "expired"
    | "rejected";
  /** Why it was rejected, expired, or cancelled by the venue itself; "" otherwise. */
  readonly reason: string;
  /** Units of an order that protects an entry, once that has filled. */
  readonly released: number | null;
  /** Keys of the changes that have been carried out, in that order. */
  readonly changes: readonly string[];
}

/** One thing that a venue did to the account, in its own records. Money is in quote currency. */
export type VenueRecord =
  | {
    readonly kind: "trade";
    /** Unique at the venue. */
    readonly recordId: string;
    readonly clientOrderId: string;
    /** Whole lots. */
    readonly lots: number;
    readonly price: number;
    readonly fee: number;
    readonly slippage: number;
  }
  /** The venue closed a position by itself: a liquidation (cause 0) or a delisting (−1). */
  | {
    readonly kind: "taken";
    readonly recordId: string;
    readonly instrument: number;
    readonly cause: number;
    readonly lots: number;
    readonly price: number;
    readonly fee: number;
  }
  | {
    readonly kind: "funding" | "insurance";
    readonly recordId: string;
    readonly instrument: number;
    readonly amount: number;
    /** Funding rate; null for insurance. */
    readonly rate: number | null;
    readonly price: number;
  };

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
   * Changes an order to what the decision says. It sets, and does not add, so asking again under the
   * same key changes nothing.
   */
  change(clientOrderId: string, key: string, text: string): Promise<VenueOrderState>;
  /**
   * What the venue knows of an order. Null means that it has not arrived and can no longer arrive; a
   * venue that cannot know that yet throws, and the session stays stopped.
   */
  order(clientOrderId: string): Promise<VenueOrderState | null>;
  /** All that the venue did to the account after the first `skip` records, in that order. */
  records(skip: number): Promise<readonly VenueRecord[]>;
  /** Position in whole lots, an instrument; below 0 when short. */
  positions(): Promise<readonly number[]>;
  close(): void;
}
