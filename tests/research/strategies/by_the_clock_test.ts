import assert from "node:assert/strict";
import { mapColumns } from "../../../data/bar_columns.ts";
import { simulate } from "../../../research/backtest/simulate.ts";
import dca from "../../../research/strategies/dca.ts";
import timeOfDay from "../../../research/strategies/time_of_day.ts";
import volatilityBreakout from "../../../research/strategies/volatility_breakout.ts";
import { ACME, barsOf, type Candle } from "../fixtures.ts";
import { flat, ordersOf, runOn, tradedIn } from "./run_candles.ts";

const hours = (count: number): Candle[] => Array.from({ length: count }, () => flat(100));

Deno.test("time_of_day buys at its hour and sells at the other, each day", () => {
  // Bar i closes at i + 1 o'clock: 21 o'clock is the close of bar 20, and the open of bar 21.
  const result = runOn(timeOfDay, [{ candles: hours(48) }], { params: { enter: 21, leave: 23 } });
  assert.deepEqual(ordersOf(result), [
    "20 buy market filled: time to enter",
    "22 sell market filled: time to leave",
    "44 buy market filled: time to enter",
    "46 sell market filled: time to leave",
  ]);
  assert.deepEqual(tradedIn(result).map(([bar]) => bar), [21, 23, 45, 47]);
});

Deno.test("time_of_day holds over midnight where it leaves at an earlier hour", () => {
  const result = runOn(timeOfDay, [{ candles: hours(30) }], { params: { enter: 22, leave: 2 } });
  assert.deepEqual(tradedIn(result).map(([bar, quantity]) => [bar, quantity! > 0]), [
    [22, true],
    [26, false],
  ]);
});

Deno.test("time_of_day says what it cannot do", () => {
  assert.throws(
    () => runOn(timeOfDay, [{ candles: [100] }], { params: { enter: 3, leave: 3 } }),
    /Cannot enter and leave at 3 o'clock; give two hours/,
  );
  assert.throws(
    () => runOn(timeOfDay, [{ candles: [100] }], { timeframe: "4h" }),
    /Cannot tell the hours of longer bars apart; take bars of 1h or less/,
  );
});

Deno.test("volatility_breakout buys beyond half of yesterday's range and sells at midnight", () => {
  const candles = hours(49).with(0, [100, 110, 90, 100]).with(25, [100, 112, 100, 111]);
  const result = runOn(volatilityBreakout, [{ candles }], { params: { k: 0.5 } });
  assert.equal(result.orders[0]!.stopPrice, "110");
  // 0.99 · 10,000 / 1.001 / 110 = 89.9. The second day's range of 12 puts the next stop at 106.
  assert.deepEqual(tradedIn(result), [[25, 89, 110], [48, -89, 100]]);
  assert.deepEqual(ordersOf(result), [
    "23 buy stop filled: beyond the day's break-out",
    "47 sell market filled: the day is over",
    "48 buy stop working: beyond the day's break-out",
  ]);
  assert.equal(result.orders[2]!.stopPrice, "106");
});

Deno.test("volatility_breakout takes back the stop of a day that did not reach it", () => {
  const candles = hours(72).with(0, [100, 110, 90, 100]).with(30, [100, 104, 100, 100]);
  const result = runOn(volatilityBreakout, [{ candles }], { params: { k: 0.5 } });
  assert.deepEqual(result.orders.map(({ bar, state, stopPrice }) => [bar, state, stopPrice]), [
    [23, "cancelled", "110"],
    [47, "cancelled", "102"],
  ]);
  assert.throws(
    () => runOn(volatilityBreakout, [{ candles: [100] }], { timeframe: "1d" }),
    /Cannot see a day break out in bars of a day; take bars shorter than 1d/,
  );
});

Deno.test("dca spends its amount every so many days from the first bar on, fee included", () => {
  const result = runOn(dca, [{ candles: hours(60) }], { params: { amount: 1000, days: 1 } });
  // 1,000 / 100.1 = 9.99.
  assert.deepEqual(tradedIn(result), [[1, 9, 100], [25, 9, 100], [49, 9, 100]]);
  assert.deepEqual(result.orders.map(({ quote }) => quote), ["1000", "1000", "1000"]);
});

Deno.test("dca saves up what is too little, and ends when the cash is spent", () => {
  const small = runOn(dca, [{ candles: hours(100) }], { params: { amount: 40, days: 1 } });
  // 40, 80 and 120 of a price of 100.1.
  assert.deepEqual(tradedIn(small), [[49, 1, 100]]);
  const rest = runOn(dca, [{ candles: hours(100) }], { params: { amount: 4_000, days: 1 } });
  // 4,000, 4,000 and what is left, 10,000 − 78 · 100.1 = 2,192.2.
  assert.deepEqual(tradedIn(rest).map(([, quantity]) => quantity), [39, 39, 21]);
  assert.equal(rest.orders.length, 3);
});

Deno.test("dca makes up for the days that have no bars", () => {
  const all = barsOf(hours(80));
  const bars = mapColumns((name) => all[name].filter((_, i) => i < 2 || i > 60));
  const markets = [{ instrument: ACME, bars }];
  const params = { amount: 1000, days: 1 };
  const result = simulate({
    strategy: dca,
    params,
    markets,
    timeframe: "1h",
    model: { cash: 10_000 },
  });
  assert.deepEqual(result.orders.map(({ quote }) => quote), ["1000", "2000", "1000"]);
});

Deno.test("dca keeps what a purchase did not fill for the next one", () => {
  const instrument = { ...ACME, lotSize: "1" };
  const candles = hours(30).with(1, flat(101));
  const result = runOn(dca, [{ candles, instrument }], { params: { amount: 100.5, days: 1 } });
  // At 101 it buys nothing; 201 buy two the day after.
  assert.deepEqual(ordersOf(result).map((order) => order.split(":")[0]), [
    "0 buy market rejected",
    "24 buy market filled",
  ]);
  assert.deepEqual(tradedIn(result), [[25, 2, 100]]);
});
