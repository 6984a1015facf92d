import type { Cell } from "./parse_number.ts";

/** A file to import, and what its symbol is a price of. */
export interface SourceFile {
  readonly file: string;
  /** "BTC", so that a column "Volume BTC" is known for the volume. */
  readonly base: string;
}

/** One row of a source file: the cells of a bar, and the text that it was read from. */
export interface SourceRow {
  /** Line of a CSV file, the header being line 1; row of a Parquet file, counted from 1. */
  readonly row: number;
  /** Time, open, high, low, close and volume. */
  readonly cells: readonly [Cell, Cell, Cell, Cell, Cell, Cell];
  /** Whether the source has a volume column at all. */
  readonly hasVolume: boolean;
  /** Whether the row has more fields than the header names, so that none can be trusted. */
  readonly surplus: boolean;
  readonly text: string;
}
