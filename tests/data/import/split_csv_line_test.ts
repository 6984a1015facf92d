import assert from "node:assert/strict";
import fc from "fast-check";
import { splitCsvLine } from "../../../data/import/split_csv_line.ts";

Deno.test("splitCsvLine splits plain and quoted fields", () => {
  assert.deepEqual(splitCsvLine("a,b,,c", ","), ["a", "b", "", "c"]);
  assert.deepEqual(splitCsvLine('"a,b";"say ""hi""";', ";"), ["a,b", 'say "hi"', ""]);
  assert.deepEqual(splitCsvLine('1,"never closed,2', ","), ["1", "never closed,2"]);
});

Deno.test("splitCsvLine reads back what a CSV writer quotes", () => {
  const field = fc.stringMatching(/^[^\n\r]*$/);
  fc.assert(
    fc.property(fc.array(field, { minLength: 1 }), (fields) => {
      const line = fields.map((text) => `"${text.replaceAll('"', '""')}"`).join(",");
      assert.deepEqual(splitCsvLine(line, ","), fields);
    }),
    { seed: 7 },
  );
});
