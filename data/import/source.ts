import type { Cell } from "./parse_number.ts";

/** A file of rows, opened: what its columns are called, and its rows as often as they are wanted. */
export interface Source {
  /** What was recognised, for the report: "CSV", "JSON Lines, gzip". */
  readonly format: string;
  /** Names of the columns; known ones stand in where the file has none. */
  readonly header: readonly string[];
  /** Columns whose cells are milliseconds since the epoch already: of UTC, or of a local clock. */
  readonly times?: ReadonlyMap<number, "instant" | "local">;
  /** The rows, with the cells of these columns only, in the order asked. */
  read(columns: readonly number[]): AsyncIterable<Batch>;
}

/** Some rows of a source. */
export interface Batch {
  readonly rows: number;
  /** Cells by column, then by row. */
  readonly columns: readonly ArrayLike<Cell>[];
  /** Line of a text file, the first being 1; row of a table, counted from 1. */
  number(row: number): number;
  /** The row as it stood in the source. */
  text(row: number): string;
  /** Why none of the row's cells can be trusted, where that is so. */
  fault?(row: number): RowFault | undefined;
}

/** What can be wrong with a row as a whole. */
export type RowFault = "more fields than the header" | "not JSON";
