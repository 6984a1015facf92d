/** What stands in a cell: words, or words that are good or bad news, or lead somewhere. */
export type Cell = string | {
  readonly text: string;
  readonly tone?: "gain" | "loss" | "plain" | "warning" | "muted";
  /** Where a click goes; a row's first link is where a click on the row goes. */
  readonly href?: string;
  /** Whether it is an id or a hash. */
  readonly code?: boolean;
  /** A second, quieter line of thought in the same cell. */
  readonly note?: string;
};

/** A column: its heading with the unit, and whether it holds words (left) or numbers (right). */
export interface Column {
  readonly title: string;
  readonly words?: boolean;
  /** Where a click on the heading goes, to sort by the column. */
  readonly href?: string;
  readonly sorted?: "ascending" | "descending" | undefined;
}

/** A row with a name that stays the same while its figures change. */
export interface Row {
  readonly key: string;
  readonly cells: readonly Cell[];
}

/** A table as data, so that the server and an island show the same one. */
export interface TableModel {
  readonly columns: readonly Column[];
  readonly rows: readonly Row[];
}
