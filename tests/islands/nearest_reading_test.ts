import assert from "node:assert/strict";
import { nearestReading } from "../../islands/chart_readings.ts";

Deno.test("nearestReading finds the nearer of two, and the ends beyond them", () => {
  const readings = [10, 20, 40].map((ts) => ({ ts, time: "", values: [] }));
  for (const [time, row] of [[0, 0], [10, 0], [14, 0], [16, 1], [29, 1], [31, 2], [99, 2]]) {
    assert.equal(nearestReading(readings, time!), row, String(time));
  }
  assert.equal(nearestReading(readings.slice(0, 1), 99), 0);
});
