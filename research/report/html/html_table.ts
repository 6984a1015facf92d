import type { Tone } from "../run_report.ts";
import { html, Markup } from "./markup.ts";

/** What stands in a cell: words, markup, or a figure that is a gain or a loss. */
export type HtmlCell = string | Markup | { readonly text: string; readonly tone: Tone };

/** A column: its heading with the unit, and whether it holds words (left) or numbers (right). */
export interface HtmlColumn {
  readonly title: string;
  readonly words?: boolean;
}

/** A table that scrolls inside itself where it is too wide, its first column standing still. */
export function htmlTable(
  columns: readonly HtmlColumn[],
  rows: readonly (readonly HtmlCell[])[],
  { tall = false }: { readonly tall?: boolean } = {},
): Markup {
  const kind = (i: number) => columns[i]?.words ? "words" : "number";
  const headings = columns.map(({ title }, i) =>
    html`<th scope="col" class="${kind(i)}">${title}</th>`
  );
  const body = rows.map((row) => html`<tr>${row.map((cell, i) => htmlCell(cell, kind(i)))}</tr>`);
  return html`
    <div class="${tall ? "scroll tall" : "scroll"}">
      <table>
        <thead>
          <tr>${headings}</tr>
        </thead>
        <tbody>${body}</tbody>
      </table>
    </div>
  `;
}

function htmlCell(cell: HtmlCell, kind: string): Markup {
  if (typeof cell === "string" || cell instanceof Markup) {
    return html`<td class="${kind}">${cell}</td>`;
  }
  return html`<td class="${kind} ${cell.tone}">${cell.text}</td>`;
}
