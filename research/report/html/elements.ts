import { type Content, html, type Markup, trusted } from "./markup.ts";

/** Widths at which charts are drawn: for a page, and for a phone, where text must stay readable. */
const WIDTHS = { wide: 1216, narrow: 400 } as const;

/** A part of the page under its heading. */
export function section(title: string, ...contents: Content[]): Markup {
  return html`<section><h2>${title}</h2>${contents}</section>`;
}

/** A sentence that stands back. */
export function muted(sentence: string): Markup {
  return html`<p class="muted">${sentence}</p>`;
}

/** Something that opens on a click, such as the data of a chart. */
export function details(summary: string, ...contents: Content[]): Markup {
  return html`<details><summary>${summary}</summary>${contents}</details>`;
}

/**
 * A chart for wide and for narrow screens, of which the style sheet shows the one that fits. `draw`
 * gives the SVG for a width.
 */
export function figure(draw: (width: number, narrow: boolean) => string): Markup {
  return html`
    <figure class="wide">${trusted(draw(WIDTHS.wide, false))}</figure>
    <figure class="narrow">${trusted(draw(WIDTHS.narrow, true))}</figure>
  `;
}
