/** One round trip in an instrument: from flat to flat, or still open (`exitTs` is null). */
export interface Trade {
  /** Index into the run's instruments. */
  readonly instrument: number;
  /** Open time of the bar of the first fill. */
  readonly entryTs: number;
  readonly exitTs: number | null;
  /** Row (bar) index of the first fill, and of the fill that made the position flat. */
  readonly entryBar: number;
  readonly exitBar: number | null;
  /** Units bought over the round trip. */
  readonly quantity: number;
  /** Average price of the units bought. */
  readonly entryPrice: number;
  /** Average price of the units sold; of an open trade, the last close. */
  readonly exitPrice: number;
  /** Fees of all its fills, in quote currency. */
  readonly fees: number;
  /** In quote currency, net of fees; of an open trade, marked at the last close. */
  readonly profit: number;
}
