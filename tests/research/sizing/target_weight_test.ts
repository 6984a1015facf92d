import assert from "node:assert/strict";
import { type RebalanceTerms, targetWeight } from "../../../research/sizing/mod.ts";
import { ACME, type Candle, fillsOf, runScript, type Setting, statesOf } from "../fixtures.ts";
import { onPerpetual } from "./market_at.ts";

/** Aims for `weights[i]` at the close of bar i; all four prices of a bar are the same. */
function follow(
  prices: readonly number[],
  weights: readonly number[],
  terms: RebalanceTerms = {},
  setting: Setting = {},
) {
  const done: boolean[] = [];
  const script = Object.fromEntries(
    weights.map((weight, i) => [i, (m: Parameters<typeof targetWeight>[0]) => {
      done.push(targetWeight(m, weight, terms));
    }]),
  );
  const candles = prices.map((price): Candle => [price, price, price, price]);
  const run = runScript(candles, script, setting);
  const fills = fillsOf(run).map(([bar, quantity, price]) => [bar, quantity, price]);
  return { run, done, fills };
}

Deno.test("targetWeight buys up to the weight, fee included, and is done once within the band", () => {
  // 5,000 / (100 · 1.001) = 49.95 → 49 units: a weight of 0.49.
  const { fills, done } = follow([100, 100, 100], [0.5, 0.5, 0.5], { band: 0.02 });
  assert.deepEqual(fills, [[1, 49, 100]]);
  assert.deepEqual(done, [false, true, true]);
});

Deno.test("targetWeight trades nothing within the band, and back to the target beyond it", () => {
  // 49 · 110 / 10,485.1 = 0.514; 49 · 130 / 11,465.1 = 0.5556: 0.0556 · 11,465.1 / 130 = 4.9 units.
  const { fills, done } = follow([100, 100, 110, 130, 130], [0.5, 0.5, 0.5, 0.5, 0.5], {
    band: 0.05,
  });
  assert.deepEqual(fills, [[1, 49, 100], [4, -4, 130]]);
  assert.deepEqual(done, [false, true, true, false, true]);
});

Deno.test("targetWeight measures the band from the target, its edge included", () => {
  const exact = { instruments: [{ ...ACME, takerFeeBps: 0, lotSize: "0.0001" }] };
  // 50 · 300 of 20,000 is 3/4.
  const up = follow([100, 100, 300], [0.5, 0.5, 0.5], { band: 0.25 }, exact);
  assert.deepEqual(up.done, [false, true, true]);
  const beyond = follow([100, 100, 200, 200], [0.5, 0.5, 0.5, 0.5], { band: 0.16 }, exact);
  // 50 · 200 of 15,000 is 2/3; 1/6 · 15,000 / 200 = 12.5 units too many.
  assert.deepEqual(beyond.fills, [[1, 50, 100], [3, -12.5, 200]]);
});

Deno.test("targetWeight closes a position for a weight of 0, whatever the band", () => {
  const { fills, done } = follow([100, 100, 100, 100], [0.06, 0, 0, 0], { band: 0.055 });
  assert.deepEqual(fills, [[1, 5, 100], [2, -5, 100]]);
  assert.deepEqual(done, [false, false, true, true]);
});

Deno.test("targetWeight leaves a position as it is for NaN, and waits for its own orders", () => {
  const unknown = follow([100, 100, 100], [0.5, NaN, NaN]);
  assert.deepEqual([unknown.fills.length, unknown.done], [1, [false, true, true]]);
  const late = follow([100, 100, 100, 100], [0.5, 0.5, 0.5], {}, {
    model: { latency: { medianMs: 5_400_000 } },
  });
  assert.deepEqual(late.fills, [[3, 49, 100]]);
  assert.equal(late.run.orders.rows, 1);
});

Deno.test("targetWeight spends no more than there is, and asks for nothing that is too small", () => {
  const all = follow([100, 100, 100, 100], [1, 1, 1, 1], { band: 0 });
  assert.deepEqual(all.fills, [[1, 99, 100]]);
  assert.deepEqual(all.done, [false, true, true, true]);
  const least = { instruments: [{ ...ACME, minNotional: "600" }] };
  const small = follow([100, 100, 100, 100], [0.05, 0.5, 0.45, 0.45], { band: 0 }, least);
  assert.deepEqual(small.fills, [[2, 49, 100]]);
  assert.deepEqual(statesOf(small.run), ["filled"]);
});

Deno.test("targetWeight goes short on a perpetual, and through flat in two calls", () => {
  const { fills, done, run } = follow([100, 100, 100, 100, 100], [-0.5, 0.5, 0.5, 0.5, 0.5], {
    band: 0.02,
  }, onPerpetual(1));
  assert.deepEqual(fills, [[1, -49, 100], [2, 49, 100], [3, 49, 100]]);
  assert.deepEqual(done, [false, false, false, true, true]);
  assert.deepEqual(statesOf(run), ["filled", "filled", "filled"]);
  const shrinking = follow([100, 100, 100, 100], [-1.5, -1, -0.2, -0.2], {}, onPerpetual(3));
  // 15,000 / 100.1 = 149.9. Of 9,985.1 equity 14,900 − 9,985.1 = 4,914.9 is too much: 49 units. Of
  // 9,980.2 equity 10,000 − 1,996.0 = 8,004.0 is: 80 units.
  assert.deepEqual(shrinking.fills.map(([bar, quantity]) => [bar, quantity]), [
    [1, -149],
    [2, 49],
    [3, 80],
  ]);
});

Deno.test("targetWeight refuses weights that cannot be held", () => {
  const error = (weight: number, terms?: RebalanceTerms) => () => follow([100], [weight], terms);
  assert.throws(error(-0.1), /Cannot hold ACME at a weight of -0.1; it is never short/);
  assert.throws(error(Infinity), /Cannot hold ACME at a weight of Infinity within 0.01/);
  assert.throws(error(0.5, { band: -1 }), /Cannot hold ACME at a weight of 0.5 within -1/);
});
