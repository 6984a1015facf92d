import type { Tone } from "../run_report.ts";
import { type Content, html, Markup } from "./markup.ts";

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
  return html`
    <div class="${tall ? "scroll tall" : "scroll"}">
      <table>
        <thead>
          <tr>${columns.map(({ title }, i) =>
            html`<th scope="col" class="${kind(i)}">${title}</th>`
          )}</tr>
        </thead>
        <tbody>
    ${rows.map((row) =>
      html`
        <tr>${row.map((cell, i) => htmlCell(cell, kind(i)))}</tr>
      `
    )}</tbody>
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

/** Something that opens on a click, such as the data of a chart. */
export function details(summary: string, ...contents: Content[]): Markup {
  return html`<details><summary>${summary}</summary>${contents}</details>`;
}
