import assert from "node:assert/strict";
import bollingerRange from "../../../research/strategies/bollinger_range.ts";
import type { Candle } from "../fixtures.ts";
import { ordersOf, runOn, tradedIn } from "./run_candles.ts";

/** Means of 101 with a deviation of 1; then 96, under the lower band of 97.55, with an ATR of 3. */
const FALL: readonly (Candle | number)[] = [100, 102, 100, 102, 100, 102, 100, 102, 96];
const params = { window: 4, width: 1, flat: 1, stopAtr: 2 };

Deno.test("bollinger_range buys through the lower band of a range and sells at the middle", () => {
  const result = runOn(bollingerRange, [{ candles: [...FALL, 97, 100, 100] }], { params });
  assert.deepEqual(ordersOf(result), [
    "8 buy market filled: through the lower band of a range",
    "8 sell stop cancelled: protects the position",
    "10 sell market filled: back at the middle",
  ]);
  assert.equal(result.orders[1]!.stopPrice, "90");
  assert.deepEqual(tradedIn(result), [[9, 102, 97], [11, -102, 100]]);
});

Deno.test("bollinger_range is stopped out where the range ends", () => {
  const result = runOn(bollingerRange, [{ candles: [...FALL, [97, 97, 89, 91], 91] }], { params });
  assert.deepEqual(tradedIn(result), [[9, 102, 97], [9, -102, 90]]);
});

Deno.test("bollinger_range leaves a market alone whose middle moves", () => {
  // The middle went from 101 to 100: −0.99 %.
  const result = runOn(bollingerRange, [{ candles: [...FALL, 97, 100] }], {
    params: { ...params, flat: 0.9 },
  });
  assert.deepEqual(ordersOf(result), []);
});
