import assert from "node:assert/strict";
import { periodEnds } from "../../../research/report/html/period_ends.ts";

const HOUR = 3_600_000;
const hours = (count: number) =>
  Float64Array.from({ length: count }, (_, i) => Date.UTC(2024, 0) + i * HOUR);

Deno.test("periodEnds takes the finest period of at most 260 rows", () => {
  assert.deepEqual(periodEnds(hours(3)), { period: "bar", rows: [0, 1, 2] });
  assert.equal(periodEnds(hours(260)).period, "bar");
  assert.equal(periodEnds(hours(261)).period, "day");
  assert.equal(periodEnds(hours(24 * 300)).period, "month");
  assert.equal(periodEnds(hours(24 * 366 * 30)).period, "year");
});

Deno.test("periodEnds keeps the last row of each period, the unfinished one too", () => {
  const { rows } = periodEnds(hours(24 * 11 + 5));
  assert.deepEqual(rows.slice(0, 2), [23, 47]);
  assert.equal(rows.at(-1), 24 * 11 + 4);
  assert.deepEqual(periodEnds(new Float64Array()), { period: "bar", rows: [] });
});
