import assert from "node:assert/strict";
import { countGaps } from "../../data/gaps.ts";

Deno.test("countGaps counts missing bars, their runs and the longest", () => {
  assert.deepEqual(countGaps(Float64Array.of(), 10), { missing: 0, runs: 0, longest: 0 });
  assert.deepEqual(countGaps(Float64Array.of(0, 10, 20), 10), { missing: 0, runs: 0, longest: 0 });
  assert.deepEqual(countGaps(Float64Array.of(0, 20, 30, 70), 10), {
    missing: 4,
    runs: 2,
    longest: 3,
  });
});
