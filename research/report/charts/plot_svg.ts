import { plot, type PlotOptions } from "@observablehq/plot";
import { parseHTML } from "linkedom";

const { document } = parseHTML("<!doctype html><html><body></body></html>");

/**
 * A plot as the text of an `<svg>` that stands in a page, a notebook or a file. `label` is its text
 * alternative. It carries no style attributes, and the class is always "plot", so that a strict
 * content security policy can name its one style sheet.
 */
export function plotSvg(label: string, options: PlotOptions): string {
  const svg = plot({ ...options, className: "plot", document: document as unknown as Document });
  svg.setAttribute("xmlns", "http://www.w3.org/2000/svg");
  svg.setAttribute("role", "img");
  svg.setAttribute("aria-label", label.replaceAll("&", "&amp;").replaceAll("<", "&lt;"));
  svg.setAttribute("font-size", "12");
  svg.setAttribute("font-family", "var(--sans, system-ui, sans-serif)");
  return svg.outerHTML;
}
