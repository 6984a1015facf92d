import type { Element, Root, RootContent } from "hast";
import { fromHtml } from "hast-util-from-html";
import { sanitize } from "hast-util-sanitize";
import { toHtml } from "hast-util-to-html";
import { outputSchema } from "./output_schema.ts";

/**
 * HTML or SVG of a notebook's output as a page may show it: tables, text, pictures and drawings stay,
 * everything that could run, load, navigate, ask or restyle the page goes.
 */
export function sanitiseHtml(html: string): string {
  const tree = sanitize(fromHtml(html, { fragment: true }), outputSchema) as Root;
  tree.children.forEach(keepInside);
  return toHtml(tree);
}

/** Keeps references within the output: ids were renamed, and nothing else may be loaded. */
function keepInside(node: RootContent): void {
  if (node.type !== "element") return;
  const { properties, tagName } = node;
  for (const [name, value] of Object.entries(properties)) {
    if (typeof value !== "string" || !/url\s*\(/i.test(value)) continue;
    const inner = /^\s*url\(["']?#([\w-]+)["']?\)\s*$/i.exec(value)?.[1];
    if (inner === undefined) delete properties[name];
    else properties[name] = `url(#${outputSchema.clobberPrefix}${inner})`;
  }
  if (tagName === "img" && !/^data:image\//i.test(String(properties.src))) delete properties.src;
  if (tagName === "a") leadAway(node);
  node.children.forEach(keepInside);
}

/** A link of an output leads to the web and nowhere in the dashboard: it opens apart, and tells nothing. */
function leadAway({ properties }: Element): void {
  if (!/^(https?|mailto):/i.test(String(properties.href))) delete properties.href;
  properties.target = "_blank";
  properties.rel = ["noopener", "noreferrer"];
}
