import assert from "node:assert/strict";
import { renderToString } from "preact-render-to-string";
import { Table } from "../../islands/ui/Table.tsx";

Deno.test("Table marks numbers, tones, order and links, and escapes what it shows", () => {
  const model = {
    columns: [
      { title: "Name", words: true },
      { title: "Return, %", href: "/runs?sort=x", sorted: "descending" as const },
    ],
    rows: [{
      key: "a",
      cells: [{ text: "<b>", href: "/runs/a" }, { text: "+1.00", tone: "gain" as const }],
    }],
  };
  const html = renderToString(<Table model={model} label="Runs" />);
  assert.match(html, /role="region" aria-label="Runs"/);
  assert.match(html, /<th scope="col" class="words">Name<\/th>/);
  assert.match(html, /aria-sort="descending"/);
  assert.match(html, /<a href="\/runs\/a"><span class="value">&lt;b><\/span><\/a>/);
  assert.match(html, /<td class="number gain">/);
});
