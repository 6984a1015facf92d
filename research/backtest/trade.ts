/** One round trip in an instrument: from flat to flat, or still open (`exitTs` is null). */
export interface Trade {
  /** Index into the run's instruments. */
  readonly instrument: number;
  readonly side: "long" | "short";
  /** Open time of the bar of the first fill. */
  readonly entryTs: number;
  readonly exitTs: number | null;
  /** Row (bar) index of the first fill, and of the fill that made the position flat. */
  readonly entryBar: number;
  readonly exitBar: number | null;
  /** Units that were entered over the round trip. */
  readonly quantity: number;
  /** Average price of the units entered. */
  readonly entryPrice: number;
  /** Average price of the units exited; of an open trade, the last close. */
  readonly exitPrice: number;
  /** Fees of all its fills, in quote currency. */
  readonly fees: number;
  /** Funding received less funding paid while it was open, in quote currency. */
  readonly funding: number;
  /** In quote currency, net of fees and funding; of an open trade, marked at the last close. */
  readonly profit: number;
}
