import assert from "node:assert/strict";
import { partitionOf, partitionRange } from "../../../data/storage/layout.ts";

Deno.test("partitionOf is the year from 1h up and the month below", () => {
  const ts = Date.UTC(2024, 11, 31, 23, 59);
  assert.equal(partitionOf(ts, "1h"), "2024");
  assert.equal(partitionOf(ts, "1d"), "2024");
  assert.equal(partitionOf(ts, "30m"), "2024-12");
  assert.equal(partitionOf(ts + 60_000, "30m"), "2025-01");
});

Deno.test("partitionRange spans the year or month and refuses other names", () => {
  assert.deepEqual(partitionRange("2024"), [Date.UTC(2024, 0), Date.UTC(2025, 0)]);
  assert.deepEqual(partitionRange("2024-12"), [Date.UTC(2024, 11), Date.UTC(2025, 0)]);
  for (const name of ["2024-13", "2024-00", "24", "2024-1", "x"]) {
    assert.equal(partitionRange(name), undefined);
  }
});
