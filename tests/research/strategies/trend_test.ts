import assert from "node:assert/strict";
import emaTrend from "../../../research/strategies/ema_trend.ts";
import macdMomentum from "../../../research/strategies/macd_momentum.ts";
import momentum from "../../../research/strategies/momentum.ts";
import { ordersOf, PERP, runOn, tradedIn } from "./run_candles.ts";

Deno.test("ema_trend buys once the fast mean leads by the gap, and sells once it lags", () => {
  // At bar 3 the means are 106.67 and 105, a lead of 1.59 %; at bar 5 they are 96.30 and 98.75.
  const candles = [100, 100, 100, 110, 110, 90, 90];
  const params = { fast: 2, slow: 3, gap: 1.5 };
  const result = runOn(emaTrend, [{ candles }], { params });
  assert.deepEqual(ordersOf(result), [
    "3 buy market filled: fast mean well above slow",
    "5 sell market filled: fast mean below slow",
  ]);
  assert.deepEqual(tradedIn(result), [[4, 90, 110], [6, -90, 90]]);
  assert.deepEqual(
    ordersOf(runOn(emaTrend, [{ candles }], { params: { ...params, gap: 1.6 } })),
    [],
  );
});

Deno.test("macd_momentum buys an upward cross above its trend mean, and sells the cross back", () => {
  // MACD and signal: −3.33 and −2.22 at bar 3, 2.22 and 0.74 at bar 4, 1.36 and 1.89 at bar 6.
  const candles = [100, 100, 100, 90, 100, 110, 110, 110];
  const params = { fast: 1, slow: 2, signal: 2, trend: 3 };
  const result = runOn(macdMomentum, [{ candles }], { params });
  assert.deepEqual(ordersOf(result), [
    "4 buy market filled: momentum turned up in an up-trend",
    "6 sell market filled: momentum turned down",
  ]);
  assert.deepEqual(tradedIn(result).map(([bar, , price]) => [bar, price]), [[5, 110], [7, 110]]);
});

Deno.test("macd_momentum leaves an upward cross under its trend mean alone", () => {
  // The mean of twelve bars lies at 101 or above when the MACD crosses at 100.
  const candles = [110, 110, 110, 110, 110, 110, 110, 110, 110, 100, 100, 100, 90, 100, 100, 100];
  const params = { fast: 1, slow: 2, signal: 2, trend: 12 };
  assert.deepEqual(ordersOf(runOn(macdMomentum, [{ candles }], { params })), []);
});

const MOMENTUM = { lookback: 2, window: 2, annual: 5, maxWeight: 0.5, band: 0.1 };

Deno.test("momentum holds what has risen and sells what has fallen", () => {
  const candles = [100, 101, 102, 103, 99, 99, 99];
  const result = runOn(momentum, [{ candles }], { params: MOMENTUM });
  assert.deepEqual(ordersOf(result), [
    "2 buy market filled: has risen",
    "4 sell market filled: has fallen",
  ]);
  // 5,000 / (103 · 1.001) = 48.5.
  assert.deepEqual(tradedIn(result), [[3, 48, 103], [5, -48, 99]]);
});

Deno.test("momentum goes short on a perpetual what has fallen, through flat", () => {
  const candles = [100, 101, 102, 103, 99, 99, 98, 98];
  const result = runOn(momentum, [{ candles, instrument: PERP }], { params: MOMENTUM });
  assert.deepEqual(ordersOf(result), [
    "2 buy market filled: has risen",
    "4 sell market filled: has fallen",
    "5 sell market filled: has fallen",
  ]);
});

Deno.test("momentum holds less of what swings more", () => {
  // Returns of 4 % and 1 % deviate by 0.0212, 1.98 a year: 0.99 / 1.98 = half of 10,000.
  const params = { ...MOMENTUM, annual: 0.99, maxWeight: 1 };
  const calm = runOn(momentum, [{ candles: [100, 104, 105.04, 105.04] }], { params });
  assert.deepEqual(tradedIn(calm), [[3, 47, 105.04]]);
  const wild = runOn(momentum, [{ candles: [100, 108, 110.16, 110.16] }], { params });
  assert.deepEqual(tradedIn(wild), [[3, 22, 110.16]]);
});
