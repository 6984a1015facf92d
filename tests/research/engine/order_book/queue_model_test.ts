import assert from "node:assert/strict";
import fc from "fast-check";
import {
  aheadAfterChange,
  logQueue,
  logQueue2,
  powerQueue,
  powerQueue2,
  powerQueue3,
  riskAverse,
} from "../../../../research/engine/order_book/queue_model.ts";

const near = (actual: number, expected: number) =>
  assert.ok(Math.abs(actual - expected) < 1e-12, `${actual} is not ${expected}`);

Deno.test("queue models give the published probabilities that a cancellation is behind", () => {
  assert.equal(riskAverse(30, 10), 1);
  near(powerQueue(2)(30, 10), 100 / (100 + 900));
  near(powerQueue2(2)(30, 10), 100 / 1600);
  near(powerQueue3(2)(30, 10), 1 - 900 / 1600);
  near(logQueue(1)(30, 10), Math.log(11) / (Math.log(11) + Math.log(31)));
  near(logQueue2(1)(30, 10), Math.log(11) / Math.log(41));
  near(logQueue(0.5)(30, 10), Math.log(6) / (Math.log(6) + Math.log(16)));
});

Deno.test("aheadAfterChange splits what was cancelled, after what was traded", () => {
  const even = powerQueue(1);
  assert.equal(aheadAfterChange(even, 6, 0, 12, 8), 4);
  assert.equal(aheadAfterChange(even, 6, 4, 12, 8), 6);
  assert.equal(aheadAfterChange(even, 6, 0, 12, 20), 6);
  assert.equal(aheadAfterChange(even, 6, 3, 12, 20), 6);
  assert.equal(aheadAfterChange(even, 6, 0, 12, 0), 0);
  assert.equal(aheadAfterChange(riskAverse, 6, 0, 12, 8), 6);
  assert.equal(aheadAfterChange(riskAverse, 6, 0, 12, 5), 5);
});

Deno.test("aheadAfterChange stays between nothing and the level, and never moves back", () => {
  const models = [
    riskAverse,
    powerQueue(3),
    powerQueue(0.5),
    powerQueue2(2),
    powerQueue3(3),
    logQueue(0.001),
    logQueue2(0.001),
  ];
  const lots = fc.integer({ min: 0, max: 1000 });
  fc.assert(
    fc.property(fc.constantFrom(...models), lots, lots, lots, lots, (model, ...lots) => {
      const [aheadThen, behind, traded, after] = lots as [number, number, number, number];
      const before = aheadThen + behind;
      const eaten = Math.min(traded, before);
      const ahead = Math.max(0, aheadThen - eaten);
      const moved = aheadAfterChange(model, ahead, eaten, before, after);
      assert.ok(moved >= 0 && moved <= ahead && moved <= after, `${ahead} to ${moved} of ${after}`);
      assert.ok(moved <= aheadAfterChange(riskAverse, ahead, eaten, before, after));
    }),
    { seed: 2, numRuns: 2000 },
  );
});
