/** How a table is laid out. */
export interface TableOptions {
  /** Columns, counted from 0, whose cells line up on the right, as numbers do. */
  readonly right?: readonly number[];
  /** Text before each line. */
  readonly indent?: string;
}

/** Rows of cells as lines of text in aligned columns, two spaces apart. */
export function formatTable(
  rows: readonly (readonly string[])[],
  options: TableOptions = {},
): string {
  const { right = [], indent = "" } = options;
  const widths: number[] = [];
  for (const row of rows) {
    row.forEach((cell, column) => widths[column] = Math.max(widths[column] ?? 0, cell.length));
  }
  return rows.map((row) =>
    (indent +
      row.map((cell, column) =>
        right.includes(column) ? cell.padStart(widths[column]!) : cell.padEnd(widths[column]!)
      ).join("  ")).trimEnd()
  ).join("\n");
}

/** A count for people: 35,064. */
export function formatCount(count: number): string {
  return count.toLocaleString("en-US");
}
