import { Buffer } from "node:buffer";
import { html, type Markup } from "../report/html/markup.ts";
import { tokens } from "../report/tokens.ts";
import { framed } from "./frame.ts";
import { consoleDisplay, type Displayable, jupyterDisplay, type MimeBundle } from "./kernel.ts";

const style = `<style>${
  (tokens + "svg { color: var(--ink); --plot-background: var(--ground); }")
    .replaceAll(/\/\*[^]*?\*\//g, "").replaceAll(/\s+/g, " ")
}</style>`;

/** A drawing that a notebook shows, with a text alternative. */
export class Picture implements Displayable {
  readonly #svg: string;

  constructor(
    svg: string,
    /** What the drawing shows, in words. */
    readonly label: string = labelOf(svg),
  ) {
    this.#svg = standalone(svg);
  }

  /** The drawing as an SVG document that stands alone and follows the theme. */
  get svg(): string {
    return this.#svg;
  }

  /** The drawing as an image in HTML: JupyterLab hides inline SVG of notebooks it does not trust. */
  get image(): Markup {
    const base64 = Buffer.from(this.#svg).toString("base64");
    return html`<img alt="${this.label}" src="data:image/svg+xml;base64,${base64}">`;
  }

  [jupyterDisplay](): MimeBundle {
    return {
      "text/html": framed(this.image),
      "image/svg+xml": this.#svg,
      "text/plain": this.label,
    };
  }

  [consoleDisplay](): string {
    return this.label;
  }
}

/** With its name space and the tokens; lines to a tenth of a pixel, which halves their size. */
function standalone(svg: string): string {
  const named = /^<svg[^>]*\sxmlns=/.test(svg)
    ? svg
    : svg.replace("<svg", '<svg xmlns="http://www.w3.org/2000/svg"');
  return named.replace(/^<svg[^>]*>/, (tag) => tag + style)
    .replaceAll(/ d="[^"]*"/g, (path) => path.replaceAll(/(\.\d)\d+/g, "$1"));
}

function labelOf(svg: string): string {
  const label = /\saria-label="([^"]*)"/.exec(svg)?.[1];
  return label?.replaceAll("&lt;", "<").replaceAll("&quot;", '"').replaceAll("&amp;", "&") ??
    "Plot";
}
