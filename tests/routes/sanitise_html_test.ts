import assert from "node:assert/strict";
import { renderMarkdown } from "../../routes/_notebooks/markdown.ts";
import { renderOutput } from "../../routes/_notebooks/render_output.ts";
import { sanitiseHtml } from "../../routes/_notebooks/sanitise_html.ts";
import { HOSTILE } from "./hostile.ts";

/** Whatever could run, load, navigate, hydrate or restyle. */
const DANGEROUS = new RegExp(
  "<(script|style|iframe|object|embed|form|input|button|meta|link|base|foreignobject|use|animate|" +
    "set|video|audio|math|template|honox-island)|\\s(on\\w+|style|srcset|srcdoc|formaction)=|" +
    "\\s(href|src|fill)=[^>]*(javascript:|data:text|evil)",
  "i",
);

Deno.test("sanitiseHtml disarms every hostile output", () => {
  for (const [name, payload] of Object.entries(HOSTILE)) {
    assert.doesNotMatch(sanitiseHtml(payload), DANGEROUS, name);
  }
});

Deno.test("renderMarkdown makes no tag of what a cell writes, and no link that runs", () => {
  for (const [name, payload] of Object.entries(HOSTILE)) {
    assert.doesNotMatch(renderMarkdown(payload), /href="?\s*javascript/i, name);
    assert.doesNotMatch(renderMarkdown(payload), /<(?!\/?(p|pre|code|br|a)\b)/, name);
  }
  assert.equal(renderMarkdown("![a chart](https://example.org/a.png)"), "<p>a chart</p>\n");
});

Deno.test("sanitiseHtml keeps tables, pictures in the output and Plot's drawings", () => {
  const table = '<table><thead><tr><th scope="col" class="number">a</th></tr></thead>' +
    '<tbody><tr><td class="number gain">1</td></tr></tbody></table>';
  assert.equal(sanitiseHtml(table), table);
  const svg = '<svg viewBox="0 0 10 10" role="img" aria-label="A line" class="plot">' +
    '<g stroke="var(--accent)" clip-path="url(#c1)"><path d="M0,0L1,1" stroke-dasharray="4 3"></path></g></svg>';
  const kept = sanitiseHtml(svg);
  assert.match(kept, /viewBox="0 0 10 10"/);
  assert.match(kept, /aria-label="A line"/);
  assert.match(kept, /d="M0,0L1,1"/);
  assert.match(kept, /stroke-dasharray="4 3"/);
  assert.match(kept, /clip-path="url\(#output-c1\)"/);
  assert.match(sanitiseHtml('<img alt="x" src="data:image/png;base64,AAAA">'), /src="data:image/);
});

Deno.test("sanitiseHtml lets links lead to the web, apart from the dashboard", () => {
  const html = sanitiseHtml('<a href="https://example.org/">x</a>');
  assert.match(html, /href="https:\/\/example\.org\/"/);
  assert.match(html, /rel="noopener noreferrer"/);
});

Deno.test("renderOutput takes the richest form, and text where there is no safe one", () => {
  const show = (data: Record<string, unknown>) =>
    renderOutput({ output_type: "display_data", data }).text;
  assert.match(show({ "text/html": "<b>x</b>", "text/plain": "y" }), /<b>x<\/b>/);
  const svg = show({ "image/svg+xml": "<svg onload=alert(1)></svg>", "text/plain": "a drawing" });
  assert.match(svg, /^<img alt="a drawing" src="data:image\/svg\+xml;base64,/);
  assert.match(
    show({ "application/javascript": "alert(1)" }),
    /<pre[^>]*>An output of application/,
  );
  assert.match(show({ "image/png": '"><script>' }), /not shown here/);
  const failed = renderOutput({
    output_type: "error",
    ename: "E",
    evalue: "<i>",
    traceback: ["\u001b[31mboom <script>\u001b[0m"],
  }).text;
  assert.match(failed, /boom &#60;script&#62;/);
});
