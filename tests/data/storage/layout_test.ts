import assert from "node:assert/strict";
import { partitionOf, partitionRange } from "../../../data/storage/layout.ts";

Deno.test("partitionOf is a day of events, else the year from 1h up and the month below", () => {
  const ts = Date.UTC(2024, 11, 31, 23, 59);
  const bars = (timeframe: string) => ({ dataset: "bars", timeframe }) as const;
  assert.equal(partitionOf(ts, bars("1h")), "2024");
  assert.equal(partitionOf(ts, bars("1d")), "2024");
  assert.equal(partitionOf(ts, bars("30m")), "2024-12");
  assert.equal(partitionOf(ts + 60_000, bars("30m")), "2025-01");
  assert.equal(partitionOf(ts, { dataset: "trades", timeframe: null }), "2024-12-31");
  assert.equal(partitionOf(ts, { dataset: "funding_rates", timeframe: null }), "2024");
});

Deno.test("partitionRange spans the year, month or day and refuses other names", () => {
  assert.deepEqual(partitionRange("2024"), [Date.UTC(2024, 0), Date.UTC(2025, 0)]);
  assert.deepEqual(partitionRange("2024-12"), [Date.UTC(2024, 11), Date.UTC(2025, 0)]);
  assert.deepEqual(partitionRange("2024-12-31"), [Date.UTC(2024, 11, 31), Date.UTC(2025, 0)]);
  for (const name of ["2024-13", "2024-00", "24", "2024-1", "2024-01-32", "2024-01-1", "x"]) {
    assert.equal(partitionRange(name), undefined);
  }
});
