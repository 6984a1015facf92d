import type { Tone } from "../run_report.ts";
import type { Paint } from "./paint.ts";

/** What stands in a cell: plain text, or a figure that is a gain or a loss. */
export type Cell = string | { readonly text: string; readonly tone: Tone };

/** A column of a table. */
export interface Column {
  readonly title: string;
  /** Characters, the gap before the column included. */
  readonly width: number;
  /** Words stand left, numbers right; right by default. */
  readonly align?: "left" | "right";
}

/** Lines of a table under a muted heading. Text that is too wide for its column is cut with "…". */
export function table(
  columns: readonly Column[],
  rows: readonly (readonly Cell[])[],
  paint: Paint,
): string[] {
  const heading = columns.map((column) => aligned(column.title, column)).join("");
  return [
    ...(heading.trim() === "" ? [] : [paint.muted(heading.trimEnd())]),
    ...rows.map((row) =>
      columns.map((column, i) => {
        const cell = row[i] ?? "";
        if (typeof cell === "string") return aligned(cell, column);
        return paint.tone(aligned(cell.text, column), cell.tone);
      }).join("").trimEnd()
    ),
  ];
}

function aligned(text: string, { width, align = "right" }: Column): string {
  const room = align === "left" ? width : width - 1;
  const fitted = text.length > room ? text.slice(0, room - 1) + "…" : text;
  return align === "left" ? fitted.padEnd(width) : fitted.padStart(width);
}
