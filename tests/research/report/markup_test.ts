import assert from "node:assert/strict";
import { html, trusted } from "../../../research/report/html/markup.ts";

Deno.test("html escapes text in elements and attributes", () => {
  const bad = `<img src=x onerror="alert('1')">&`;
  assert.equal(
    html`<td title="${bad}">${bad}</td>`.text.includes("<img"),
    false,
  );
  assert.equal(html`${`<&>"'`}`.text, "&#60;&#38;&#62;&#34;&#39;");
});

Deno.test("html nests markup, joins lists and leaves out nothing", () => {
  const items = [1, "a<b"].map((item) => html`<li>${item}</li>`);
  assert.equal(
    html`<ul>${items}${null}${undefined}</ul>`.text,
    "<ul><li>1</li><li>a&#60;b</li></ul>",
  );
  assert.equal(html`${trusted("<b>")}`.text, "<b>");
});
