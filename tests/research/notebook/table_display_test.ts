import { table } from "arquero";
import assert from "node:assert/strict";
import { tableBundle } from "../../../research/notebook/table_display.ts";
import { withUnits } from "../../../research/notebook/units.ts";

Deno.test("tableBundle shows both ends of a long table and counts all rows", () => {
  const rows = Array.from({ length: 1000 }, (_, i) => i);
  const bundle = tableBundle(table({ row: rows }));
  const lines = String(bundle["text/plain"]).split("\n");
  assert.deepEqual(lines.slice(1, 18).map((line) => line.trim()), [
    ..."0123456789",
    "…",
    "995",
    "996",
    "997",
    "998",
    "999",
    "",
  ]);
  assert.equal(lines.at(-1), "1,000 rows × 1 column");
});

Deno.test("tableBundle shows filtered and ordered rows in their order", () => {
  const shown = table({ x: [3, 1, 2] }).filter("d => d.x > 1").orderby("x");
  assert.match(String(tableBundle(shown)["text/plain"]), /2\n3\n\n2 rows/);
});

Deno.test("tableBundle aligns numbers right, words left, and heads columns with their unit", () => {
  const html = String(
    tableBundle(withUnits(table({ symbol: ["SPX"], close: [1.5] }), { close: "USD" }))["text/html"],
  );
  assert.match(html, /<th scope="col" class="number">close, USD<\/th>/);
  assert.match(html, /<td class="words">SPX<\/td><td class="number">1\.5<\/td>/);
});

Deno.test("tableBundle never lets a cell become markup", () => {
  const html = String(tableBundle(table({ "<b>": ["<script>alert(1)</script>"] }))["text/html"]);
  assert.doesNotMatch(html, /<script|<b>/);
});

Deno.test("tableBundle of no rows says so", () => {
  assert.match(String(tableBundle(table({ a: [] }))["text/plain"]), /0 rows × 1 column/);
});

Deno.test("tableBundle shows the first of very many columns", () => {
  const wide = table(Object.fromEntries(Array.from({ length: 40 }, (_, i) => [`c${i}`, [i]])));
  const text = String(tableBundle(wide)["text/plain"]);
  assert.match(text, /1 row × 40 columns, the first 24 shown/);
});
