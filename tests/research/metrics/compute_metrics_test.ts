import assert from "node:assert/strict";
import fc from "fast-check";
import { computeMetrics } from "../../../research/metrics/compute_metrics.ts";
import { assertCloseTo } from "./assert_close_to.ts";
import { fakeResult } from "./fake_result.ts";

const DAY = 86_400_000;

function run(close: number[], fills: [bar: number, units: number, price: number][] = []) {
  return computeMetrics(fakeResult({
    ts: Float64Array.from(close, (_, day) => day * DAY),
    close: Float64Array.from(close),
    fills: fills.map(([bar, units, price]) => ({ bar, units, price })),
    cash: 1000,
  }));
}

const NO_TRADES = {
  profitFactor: null,
  winRate: null,
  trades: 0,
  openTrades: 0,
  sqn: null,
  feesPaid: 0,
  slippagePaid: 0,
  fundingPaid: 0,
};

const UNDEFINED = {
  ...NO_TRADES,
  totalReturn: null,
  cagr: null,
  annualReturn: null,
  sharpe: null,
  sortino: null,
  calmar: null,
  omega: null,
  maxDrawdown: null,
  maxDrawdownDurationDays: null,
  volatility: null,
  valueAtRisk: null,
  conditionalValueAtRisk: null,
  exposure: null,
};

Deno.test("computeMetrics of no bars is undefined throughout", () => {
  assert.deepEqual(run([]), UNDEFINED);
});

Deno.test("computeMetrics of one bar knows only that nothing happened", () => {
  assert.deepEqual(run([10]), {
    ...UNDEFINED,
    totalReturn: 0,
    maxDrawdown: 0,
    maxDrawdownDurationDays: 0,
    exposure: 0,
  });
});

Deno.test("computeMetrics of flat equity has no ratios", () => {
  assert.deepEqual(run([10, 11, 12]), {
    ...UNDEFINED,
    totalReturn: 0,
    cagr: 0,
    annualReturn: 0,
    maxDrawdown: 0,
    maxDrawdownDurationDays: 0,
    volatility: 0,
    valueAtRisk: 0,
    conditionalValueAtRisk: 0,
    exposure: 0,
  });
});

Deno.test("computeMetrics of less than two days says nothing of days and years", () => {
  const bars = { ts: Float64Array.of(DAY - 2000, DAY - 1000, DAY), cash: 1000, timeframe: "1s" };
  const fills = [{ bar: 0, units: 10, price: 10 }];
  const metrics = computeMetrics(fakeResult({ ...bars, close: Float64Array.of(10, 9, 8), fills }));
  assert.deepEqual(metrics, {
    ...UNDEFINED,
    totalReturn: 0.98 - 1,
    maxDrawdown: 0.98 - 1,
    maxDrawdownDurationDays: 2 / 86_400,
    exposure: 1,
    openTrades: 1,
  });
  const daily = run([10, 11], [[0, 10, 10]]);
  assert.ok(daily.cagr! > 0 && daily.annualReturn! > 0, "two days of bars are two days");
});

Deno.test("computeMetrics of losing trades only", () => {
  const metrics = run([10, 9, 8, 9, 8], [[0, 10, 10], [2, -10, 8], [3, 10, 9], [4, -10, 8]]);
  assert.equal(metrics.trades, 2);
  assert.equal(metrics.winRate, 0);
  assert.equal(metrics.profitFactor, 0);
  assertCloseTo(metrics.totalReturn, -0.03);
  assert.ok(metrics.sqn! < 0 && metrics.sharpe! < 0 && metrics.cagr! < 0);
});

Deno.test("computeMetrics leaves the open trade out of the trade statistics", () => {
  const metrics = run([10, 12, 12, 6], [[0, 10, 10], [1, -10, 12], [2, 10, 12]]);
  assert.equal(metrics.trades, 1);
  assert.equal(metrics.openTrades, 1);
  assert.equal(metrics.winRate, 1);
  assert.equal(metrics.exposure, 0.75);
});

Deno.test("computeMetrics of negative equity leaves ratios undefined and tells the drawdown", () => {
  const metrics = run([10, 5, 6, 7], [[0, 200, 10]]);
  assert.equal(metrics.totalReturn, -0.6);
  const ruined = run([10, 4, 6], [[0, 200, 10]]);
  assert.equal(ruined.maxDrawdown, -1.2);
  assert.equal(ruined.totalReturn, -0.8);
  for (const key of ["sharpe", "sortino", "omega", "annualReturn", "volatility"] as const) {
    assert.equal(ruined[key], null, key);
  }
});

Deno.test("computeMetrics is a finite number or null for any equity", () => {
  const price = fc.oneof(fc.constant(0), fc.double({ min: -1e9, max: 1e9, noNaN: true }));
  fc.assert(fc.property(fc.array(price, { maxLength: 40 }), fc.nat(5), (close, units) => {
    const fills: [number, number, number][] = close.length ? [[0, units, close[0]!]] : [];
    for (const [key, value] of Object.entries(run(close, fills))) {
      assert.ok(value === null || Number.isFinite(value), `${key} is ${value}`);
    }
  }));
});
