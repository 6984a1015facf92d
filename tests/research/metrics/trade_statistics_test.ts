import assert from "node:assert/strict";
import { exposure } from "../../../research/metrics/exposure.ts";
import { profitFactor } from "../../../research/metrics/profit_factor.ts";
import { sqn } from "../../../research/metrics/sqn.ts";
import { winRate } from "../../../research/metrics/win_rate.ts";
import { assertCloseTo } from "./assert_close_to.ts";

Deno.test("profitFactor divides profits by losses in currency", () => {
  assertCloseTo(profitFactor([30, -10, -5, 0]), 2);
  assert.equal(profitFactor([-10, -5]), 0);
  assert.equal(profitFactor([10]), null);
  assert.equal(profitFactor([0]), null);
  assert.equal(profitFactor([]), null);
});

Deno.test("winRate counts trades that earned something", () => {
  assertCloseTo(winRate([30, -10, 0, 5]), 0.5);
  assert.equal(winRate([-1, -2]), 0);
  assert.equal(winRate([]), null);
});

Deno.test("sqn scales the mean profit by its spread and the number of trades", () => {
  // Mean 2, deviation √2, √2 trades.
  assertCloseTo(sqn([1, 3]), 2);
  assertCloseTo(sqn([-1, -3]), -2);
  assert.equal(sqn([5]), null);
  assert.equal(sqn([0.1, 0.1, 0.1]), null);
  assert.equal(sqn([]), null);
});

Deno.test("exposure counts the bars that close with a position, long or short", () => {
  assert.equal(exposure(Float64Array.of(0, 100, -100, 0)), 0.5);
  assert.equal(exposure(Float64Array.of(0)), 0);
  assert.equal(exposure(new Float64Array()), null);
});
