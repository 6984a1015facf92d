import { Buffer } from "node:buffer";
import type { CellOutput } from "../../research/notebook/read_notebook.ts";
import { html, type Markup, trusted } from "../../research/report/html/markup.ts";
import { sanitiseHtml } from "./sanitise_html.ts";

/** Text beyond this is cut: a page is read, a log is searched. */
const MOST_TEXT = 40_000;

/**
 * What a cell put out, as HTML that a page may hold: its richest form, sanitised; pictures as
 * pictures, in which no script runs; all else as text.
 */
export function renderOutput(output: CellOutput): Markup {
  switch (output.output_type) {
    case "stream":
      return text(output.text, output.name === "stderr" ? "muted" : "");
    case "error":
      return text(output.traceback.join("\n") || `${output.ename}: ${output.evalue}`, "loss");
    default:
      return renderBundle(output.data);
  }
}

function renderBundle(data: Readonly<Record<string, unknown>>): Markup {
  const of = (type: string) => typeof data[type] === "string" ? data[type] as string : null;
  const rich = of("text/html");
  if (rich !== null) return trusted(sanitiseHtml(rich));
  const label = of("text/plain") ?? "Output";
  const svg = of("image/svg+xml");
  if (svg !== null) return picture("image/svg+xml", Buffer.from(svg).toString("base64"), label);
  for (const type of ["image/png", "image/jpeg"]) {
    const base64 = of(type)?.replaceAll(/\s/g, "");
    if (base64 !== undefined && /^[\w+/]+=*$/.test(base64)) return picture(type, base64, label);
  }
  if (data["application/json"] !== undefined) {
    return text(JSON.stringify(data["application/json"], null, 2));
  }
  return text(of("text/plain") ?? `An output of ${Object.keys(data).join(", ")}, not shown here`);
}

function picture(type: string, base64: string, label: string): Markup {
  return html`<img alt="${label.slice(0, 200)}" src="data:${type};base64,${base64}">`;
}

function text(content: string, kind = ""): Markup {
  // deno-lint-ignore no-control-regex -- Jupyter's tracebacks carry the terminal's colours.
  const plain = content.replaceAll(/\u001b\[[\d;]*m/g, "").trimEnd();
  const cut = plain.length > MOST_TEXT;
  const shown = cut ? `${plain.slice(0, MOST_TEXT)}\n… cut; the notebook holds all of it` : plain;
  return html`<pre class="text ${kind}">${shown}</pre>`;
}
