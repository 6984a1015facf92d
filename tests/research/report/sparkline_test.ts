import assert from "node:assert/strict";
import { hangingSparkline, sparkline } from "../../../research/report/terminal/sparkline.ts";

Deno.test("sparkline stands on its lowest line and fills the range", () => {
  const values = Float64Array.of(0, 4, 8, 16);
  assert.deepEqual(sparkline(values, { width: 4, height: 2, low: 0, high: 16 }), [
    "   █",
    "▁▄██",
  ]);
});

Deno.test("sparkline shows the last value of each share and stretches a few", () => {
  const six = Float64Array.of(0, 8, 0, 0, 0, 4);
  assert.deepEqual(sparkline(six, { width: 3, height: 1, low: 0, high: 8 }), ["█▁▄"]);
  const two = Float64Array.of(0, 8);
  assert.deepEqual(sparkline(two, { width: 4, height: 1, low: 0, high: 8 }), ["▁▁██"]);
});

Deno.test("sparkline of a flat curve is its lowest block", () => {
  const flat = Float64Array.of(5, 5);
  assert.deepEqual(sparkline(flat, { width: 2, height: 1, low: 5, high: 5 }), ["▁▁"]);
});

Deno.test("hangingSparkline hangs from zero and keeps the lowest value of each share", () => {
  const values = Float64Array.of(0, 0, -0.1, -0.6, -0.01, 0);
  assert.deepEqual(hangingSparkline(values, { width: 3, height: 2, low: -0.6 }), [" █▔", " █"]);
});
