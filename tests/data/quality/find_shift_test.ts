import assert from "node:assert/strict";
import { findShift, hourlyCloses } from "../../../data/quality/find_shift.ts";
import { market } from "./market.ts";

const hour = 3_600_000;
const bars = market({ rows: 1000, stepMs: hour });
const own = hourlyCloses({ ...bars, stepMs: hour });

function movedBy(hours: number) {
  return hourlyCloses({
    ts: bars.ts.map((ts) => ts + hours * hour),
    close: bars.close,
    stepMs: hour,
  });
}

Deno.test("the lag of best correlation is the shift, positive where the first is later", () => {
  for (const hours of [1, 5, -8, 14]) {
    const shift = findShift(movedBy(hours), own)!;
    assert.equal(shift.hours, hours);
    assert.ok(shift.correlation > 0.99);
    assert.equal(findShift(own, movedBy(hours))!.hours, -hours);
  }
  assert.equal(findShift(own, own)!.hours, 0);
});

Deno.test("finer bars are compared by the hours that they end", () => {
  const quarters = Float64Array.from({ length: 4000 }, (_, i) => bars.ts[0]! + i * hour / 4);
  const close = Float64Array.from(quarters, (_, i) => i % 4 === 3 ? bars.close[(i - 3) / 4]! : 1);
  assert.equal(findShift(hourlyCloses({ ts: quarters, close, stepMs: hour / 4 }), own)!.hours, 0);
});

Deno.test("prices that are not alike, and a short overlap, tell nothing", () => {
  const other = market({ rows: 1000, stepMs: hour, seed: 9 });
  assert.equal(findShift(hourlyCloses({ ...other, stepMs: hour }), own), undefined);
  assert.equal(findShift(movedBy(850), own), undefined);
});

Deno.test("holes in one series leave the shift as it is", () => {
  const kept = [...bars.ts.keys()].filter((i) => i % 7 !== 0);
  const ts = Float64Array.from(kept, (i) => bars.ts[i]! + 3 * hour);
  const close = Float64Array.from(kept, (i) => bars.close[i]!);
  assert.equal(findShift(hourlyCloses({ ts, close, stepMs: hour }), own)!.hours, 3);
});
