import assert from "node:assert/strict";
import { affordable, percentOfEquity, spendable, tradable } from "../../../research/sizing/mod.ts";
import { ACME, fillsOf, runScript, still } from "../fixtures.ts";
import { atFirstClose, onPerpetual } from "./market_at.ts";

Deno.test("percentOfEquity buys a part of equity at the last close, fee included, in whole lots", () => {
  // 5,000 / 1.001 / 100 = 49.95.
  assert.equal(atFirstClose((m) => percentOfEquity(m, 0.5)), 49);
  assert.equal(atFirstClose((m) => percentOfEquity(m, 0)), 0);
  assert.equal(atFirstClose((m) => percentOfEquity(m, NaN)), 0);
});

Deno.test("percentOfEquity asks for no more than 99 % of the cash, times leverage", () => {
  // 0.99 · 10,000 / 1.001 / 100 = 98.9; 0.99 · 10,000 / (1/3 + 0.001) / 100 = 296.1.
  assert.equal(atFirstClose((m) => percentOfEquity(m, 1)), 98);
  assert.equal(atFirstClose((m) => percentOfEquity(m, 5), onPerpetual(3)), 296);
  assert.equal(atFirstClose((m) => percentOfEquity(m, 2), onPerpetual(3)), 199);
});

Deno.test("percentOfEquity counts what an open order claims as spent", () => {
  const sizes: number[] = [];
  runScript(still(100, 1), {
    0: (m) => {
      m.buy({ quantity: 60, limit: 90 }, "claims 60 · 90 · 1.001");
      sizes.push(m.freeCash, percentOfEquity(m, 0.9));
    },
  });
  // 10,000 − 5,405.4 = 4,594.6; 0.99 of it / 1.001 / 100 = 45.4.
  assert.deepEqual(sizes.map((size) => Math.round(size * 10) / 10), [4594.6, 45]);
});

Deno.test("percentOfEquity is 0 below the smallest order, and refuses a negative part", () => {
  const instruments = [{ ...ACME, minNotional: "4950" }];
  assert.equal(atFirstClose((m) => percentOfEquity(m, 0.5), { instruments }), 0);
  assert.equal(atFirstClose((m) => percentOfEquity(m, 0.51), { instruments }), 50);
  assert.throws(
    () => atFirstClose((m) => percentOfEquity(m, -0.1)),
    /^RangeError: Cannot size ACME by -0.1 of equity; give 0 or more, such as 0.5$/,
  );
});

Deno.test("affordable leaves a hundredth for a next open above the close", () => {
  const value = atFirstClose((m) => affordable(m));
  assert.equal(value, 0.99 * 10_000 / 1.001);
  assert.equal(atFirstClose((m) => affordable(m, 1_000)), 0.99 * 1_000 / 1.001);
  const gap = runScript([...still(100, 1), ...still(101, 1)], {
    0: (m) => m.buy({ quantity: m.roundQuantity(affordable(m) / 100) }, "all that is affordable"),
  });
  assert.deepEqual(fillsOf(gap).map(([, quantity]) => quantity), [98]);
});

Deno.test("tradable rounds down to the lot and values an order at its own price", () => {
  const instruments = [{ ...ACME, lotSize: "0.5", minNotional: "100" }];
  assert.equal(atFirstClose((m) => tradable(m, 1.4), { instruments }), 1);
  assert.equal(atFirstClose((m) => tradable(m, 0.9), { instruments }), 0);
  assert.equal(atFirstClose((m) => tradable(m, 1, 99), { instruments }), 0);
  assert.equal(atFirstClose((m) => tradable(m, 0.9, 200), { instruments }), 0.5);
});

Deno.test("spendable is the budget, or nothing where it buys no lot or no smallest order", () => {
  assert.equal(atFirstClose((m) => spendable(m)), 10_000);
  assert.equal(atFirstClose((m) => spendable(m, 100.1)), 100.1);
  assert.equal(atFirstClose((m) => spendable(m, 100)), 0);
  const instruments = [{ ...ACME, lotSize: "0.01", minNotional: "5" }];
  assert.equal(atFirstClose((m) => spendable(m, 5), { instruments }), 0);
  assert.equal(atFirstClose((m) => spendable(m, 5.01), { instruments }), 5.01);
});
