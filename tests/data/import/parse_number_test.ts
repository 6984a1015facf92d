import assert from "node:assert/strict";
import fc from "fast-check";
import { parseNumber } from "../../../data/import/parse_number.ts";

Deno.test("parseNumber reads back every double exactly", () => {
  fc.assert(
    fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (number) => {
      assert.equal(parseNumber(String(number)), number);
    }),
    { seed: 6 },
  );
});

Deno.test("parseNumber tells missing values from text", () => {
  for (const cell of [null, "", " ", "NA", "null", "None", "n/a", "-"]) {
    assert.equal(parseNumber(cell), "missing value", String(cell));
  }
  for (const cell of ["abc", "1,234.5", "0x10", "1.2.3", "$5", "1 2", "true", "--1", "1e"]) {
    assert.equal(parseNumber(cell), "text in a number column", cell);
  }
  for (const cell of ["NaN", "nan", "inf", "-Infinity"]) assert.ok(Number.isNaN(parseNumber(cell)));
  for (const [cell, number] of [["+1.5", 1.5], [".5", 0.5], ["5.", 5], ["1E-3", 0.001]] as const) {
    assert.equal(parseNumber(cell), number);
  }
});
