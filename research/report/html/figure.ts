import { html, type Markup, trusted } from "./markup.ts";

/** Widths at which charts are drawn: for a page, and for a phone, where text must stay readable. */
const WIDTHS = { wide: 1216, narrow: 400 } as const;

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
