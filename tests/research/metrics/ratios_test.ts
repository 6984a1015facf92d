import assert from "node:assert/strict";
import { annualReturn } from "../../../research/metrics/annual_return.ts";
import { cagr } from "../../../research/metrics/cagr.ts";
import { calmar } from "../../../research/metrics/calmar.ts";
import { conditionalValueAtRisk } from "../../../research/metrics/conditional_value_at_risk.ts";
import { omega } from "../../../research/metrics/omega.ts";
import { returns } from "../../../research/metrics/returns.ts";
import { sharpe } from "../../../research/metrics/sharpe.ts";
import { sortino } from "../../../research/metrics/sortino.ts";
import { valueAtRisk } from "../../../research/metrics/value_at_risk.ts";
import { volatility } from "../../../research/metrics/volatility.ts";
import { assertCloseTo } from "./assert_close_to.ts";

const DAY = 86_400_000;
const of = (...values: number[]) => Float64Array.from(values);

Deno.test("returns has one row fewer than equity", () => {
  assert.deepEqual([...returns(of(100, 110, 99))].map((r) => +r.toFixed(12)), [0.1, -0.1]);
  assert.equal(returns(of(100)).length, 0);
  assert.equal(returns(of()).length, 0);
});

Deno.test("returns on equity at or below zero is NaN", () => {
  assert.deepEqual([...returns(of(100, 0, 50, -50, 10))], [-1, NaN, -2, NaN]);
});

Deno.test("sharpe is mean over deviation, annualised", () => {
  // Mean 0.01, deviations ±0.01 twice: √(0.0002 / 1).
  assertCloseTo(sharpe(of(0, 0.02), { periodsPerYear: 4 }), 0.01 / Math.sqrt(0.0002) * 2);
  assertCloseTo(sharpe(of(0, 0.02), { periodsPerYear: 4, riskFree: 0.01 }), 0);
});

Deno.test("sharpe is null without variance or with fewer than two returns", () => {
  const growth = returns(Float64Array.from({ length: 300 }, (_, day) => 1000 * 1.01 ** day));
  for (const sample of [of(), of(0.1), of(0, 0, 0), growth, of(0.1, NaN)]) {
    assert.equal(sharpe(sample, { periodsPerYear: 252 }), null);
  }
});

Deno.test("sortino divides by the downside of all returns", () => {
  // Downside √((0.03² + 0) / 2), mean 0.005.
  assertCloseTo(
    sortino(of(-0.03, 0.04), { periodsPerYear: 9 }),
    0.005 / Math.sqrt(0.0009 / 2) * 3,
  );
  assertCloseTo(
    sortino(of(0.01, 0.04), { periodsPerYear: 1, target: 0.02 }),
    0.005 / Math.sqrt(0.0001 / 2),
  );
});

Deno.test("sortino is null when no return is below the target", () => {
  for (const sample of [of(), of(-0.1), of(0, 0.1), of(NaN, -0.1)]) {
    assert.equal(sortino(sample, { periodsPerYear: 252 }), null);
  }
});

Deno.test("volatility annualises the sample deviation", () => {
  assertCloseTo(volatility(of(-0.01, 0.01), 2), 0.02);
  assert.equal(volatility(of(0, 0), 2), 0);
  assert.equal(volatility(of(0.1), 2), null);
});

Deno.test("cagr counts calendar days from the first bar to the last", () => {
  const curve = { ts: of(0, 365.25 * DAY, 730.5 * DAY), equity: of(100, 50, 144) };
  assertCloseTo(cagr(curve), 0.2);
});

Deno.test("cagr is −1 when nothing is left and null when it is undefined", () => {
  assert.equal(cagr({ ts: of(0, DAY), equity: of(100, 0) }), -1);
  assert.equal(cagr({ ts: of(0, DAY), equity: of(100, -1) }), null);
  assert.equal(cagr({ ts: of(0, DAY), equity: of(0, 100) }), null);
  assert.equal(cagr({ ts: of(0), equity: of(100) }), null);
  assert.equal(cagr({ ts: of(), equity: of() }), null);
});

Deno.test("annualReturn compounds over a year of periods", () => {
  assertCloseTo(annualReturn(of(0.1, 0.1), 4), 1.1 ** 4 - 1);
  assert.equal(annualReturn(of(0.5, -1), 4), -1);
  assert.equal(annualReturn(of(-1.5, 0.2, 0.1), 4), null);
  assert.equal(annualReturn(of(), 4), null);
});

Deno.test("calmar divides by the depth of the drawdown", () => {
  assertCloseTo(calmar(0.2, -0.1), 2);
  assertCloseTo(calmar(-0.2, -0.1), -2);
  assert.equal(calmar(0.2, 0), null);
  assert.equal(calmar(null, -0.1), null);
  assert.equal(calmar(0.2, null), null);
});

Deno.test("omega weighs gains above the threshold against losses below it", () => {
  assertCloseTo(omega(of(0.03, -0.01, -0.01)), 1.5);
  assertCloseTo(omega(of(0.03, -0.01), 0.01), 1);
  assert.equal(omega(of(-0.01, -0.02)), 0);
  for (const sample of [of(), of(-0.1), of(0.1, 0), of(0.1, NaN)]) {
    assert.equal(omega(sample), null);
  }
});

Deno.test("valueAtRisk interpolates the percentile", () => {
  // Place (3 − 1) · 0.05 = 0.1, between −0.2 and 0.
  assertCloseTo(valueAtRisk(of(0.1, -0.2, 0)), -0.18);
  assert.equal(valueAtRisk(of(-0.2)), -0.2);
  assert.equal(valueAtRisk(of()), null);
  assert.equal(valueAtRisk(of(0.1, NaN)), null);
});

Deno.test("conditionalValueAtRisk is the mean of the worst returns", () => {
  // ⌊(41 − 1) · 0.05⌋ + 1 = 3 of −0.41, −0.40, … −0.01.
  const falling = Float64Array.from({ length: 41 }, (_, i) => -(i + 1) / 100);
  assertCloseTo(conditionalValueAtRisk(falling), -0.4);
  assert.equal(conditionalValueAtRisk(of(0.1)), 0.1);
  assert.equal(conditionalValueAtRisk(of()), null);
  assert.equal(conditionalValueAtRisk(of(0.1, NaN)), null);
});
