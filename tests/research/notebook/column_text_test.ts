import assert from "node:assert/strict";
import { columnText } from "../../../research/notebook/column_text.ts";

const texts = (values: readonly unknown[]) => values.map(columnText(values).text);

Deno.test("columnText writes numbers of a column with equal decimals", () => {
  assert.deepEqual(texts([16541.77, 16545.7, 16508]), ["16,541.77", "16,545.70", "16,508.00"]);
  assert.deepEqual(texts([0.1 + 0.2, -0.5]), ["0.300000", "−0.500000"]);
  assert.deepEqual(texts([1234.56789, 1]), ["1,234.57", "1.00"]);
  assert.deepEqual(texts([0.00001234, 0.5]), ["0.000012", "0.500000"]);
  assert.deepEqual(texts([1.2345678e-7]), ["0.0000001235"]);
});

Deno.test("columnText keeps years whole and separates thousands of larger whole numbers", () => {
  assert.deepEqual(texts([2023, 2024]), ["2023", "2024"]);
  assert.deepEqual(texts([35050, -1]), ["35,050", "−1"]);
  assert.deepEqual(texts([2n ** 60n]), ["1,152,921,504,606,846,976"]);
});

Deno.test("columnText writes times as fine as the finest of the column", () => {
  const day = new Date("2024-01-01"), hour = new Date("2024-01-01T09:00Z");
  assert.deepEqual(texts([day]), ["2024-01-01"]);
  assert.deepEqual(texts([day, hour]), ["2024-01-01 00:00", "2024-01-01 09:00"]);
});

Deno.test("columnText tells what is missing from what is not a number", () => {
  assert.deepEqual(texts([null, undefined, NaN, 1.5]), ["–", "–", "NaN", "1.5"]);
  assert.deepEqual(texts([null, null]), ["–", "–"]);
});

Deno.test("columnText shows objects as JSON and cuts what is long", () => {
  assert.deepEqual(texts([{ fast: 10 }, "x".repeat(100)]), [
    '{"fast":10}',
    "x".repeat(59) + "…",
  ]);
});
