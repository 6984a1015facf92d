import { html, type Markup, trusted } from "../report/html/markup.ts";
import { tokens } from "../report/tokens.ts";
import css from "./notebook.css" with { type: "text" };

/** The tokens for our own displays: the page around them is Jupyter's and keeps its own look. */
const ownTokens = tokens.replaceAll(":root", ".tapeout").replaceAll(/\/\*[^]*?\*\//g, "")
  .replaceAll(/\s+/g, " ");

const style = ownTokens + css.replaceAll(/\/\*[^]*?\*\//g, "").replaceAll(/\s+/g, " ");

/**
 * Content as a notebook shows it: our type and colours in the theme of the notebook. Where a viewer
 * strips the style sheet, plain tables and pictures remain.
 */
export function framed(content: Markup): string {
  return html`<div class="tapeout"><style>${trusted(style)}</style>${content}</div>`.text
    .replaceAll(/>\s+</g, "><").trim();
}
