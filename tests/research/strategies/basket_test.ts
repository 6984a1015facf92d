import assert from "node:assert/strict";
import { regressSpread } from "../../../research/sizing/mod.ts";
import hodlBands from "../../../research/strategies/hodl_bands.ts";
import momentumRotation from "../../../research/strategies/momentum_rotation.ts";
import pairs from "../../../research/strategies/pairs.ts";
import { ACME, DAY } from "../fixtures.ts";
import { type Drawn, ordersOf, PERP, runOn, tradedIn } from "./run_candles.ts";

const BETA = { ...ACME, symbol: "BETA" };

Deno.test("hodl_bands buys equal parts and sells what has run ahead to buy what lags", () => {
  const result = runOn(hodlBands, [
    { candles: [100, 100, 150, 150, 150, 150] },
    { candles: [100, 100, 100, 100, 100, 100], instrument: BETA },
  ], { params: { invested: 0.9, band: 0.06 } });
  // 44 units each; at 150 their weights are 0.541 and 0.361.
  assert.deepEqual(tradedIn(result), [
    [0, 1, 44, 100],
    [1, 1, 44, 100],
    [0, 3, -7, 150],
    [1, 4, 10, 100],
  ]);
  assert.ok(result.orders.every(({ why }) => why === "back to equal parts"));
});

Deno.test("momentum_rotation holds the strongest and moves to the next, selling first", () => {
  const params = { lookback: 2, hold: 1, days: 1, invested: 0.98, band: 0.05 };
  const result = runOn(momentumRotation, [
    { candles: [100, 105, 110, 110, 110, 110, 110] },
    { candles: [100, 101, 102, 108, 110, 110, 110], instrument: BETA },
  ], { params, timeframe: "1d" });
  assert.deepEqual(ordersOf(result), [
    "2 buy ACME market filled: rotation",
    "3 sell ACME market filled: rotation",
    "4 buy BETA market filled: rotation",
    "6 sell BETA market working: rotation",
  ]);
  // 9,800 / (110 · 1.001) = 89.
  assert.deepEqual(tradedIn(result), [[0, 3, 89, 110], [0, 4, -89, 110], [1, 5, 88, 110]]);
});

Deno.test("momentum_rotation decides on its day alone, and stays in cash while all fall", () => {
  const params = { lookback: 2, hold: 1, days: 3 };
  const rising = [100, 105, 110, 115, 120, 90, 80, 70];
  const one = runOn(momentumRotation, [
    { candles: rising },
    { candles: [100, 100, 100, 100, 100, 100, 100, 100], instrument: BETA },
  ], { params, timeframe: "1d" });
  assert.deepEqual(ordersOf(one), [
    "3 buy ACME market filled: rotation",
    "6 sell ACME market filled: rotation",
  ]);
  assert.throws(
    () => runOn(momentumRotation, [{ candles: [100] }]),
    /Cannot choose 1 of 1 instruments; name more symbols than it holds/,
  );
});

/** Two prices tied to one another, the first of which leaps at bar 12 and comes back at bar 14. */
const SECOND = [100, 101, 100, 102, 101, 103, 102, 101, 103, 102, 101, 102, 102, 102, 102, 102];
const FIRST = SECOND.map((price, i) => {
  const factor = i === 12 || i === 13 ? 1.05 : i > 13 ? 1 : i % 2 === 0 ? 1.003 : 0.997;
  return Math.round(50 * price * factor) / 100;
});
const PAIR = { window: 10, entry: 2, exit: 1, stop: 5, critical: 0.5, gross: 0.9, band: 0.05 };

/** The fit over the ten bars up to one. */
function fitAt(bar: number) {
  const logs = (prices: readonly number[]) =>
    Float64Array.from(prices.slice(bar - 9, bar + 1), Math.log);
  return regressSpread(logs(FIRST), logs(SECOND));
}

const perpetuals: Drawn[] = [
  { candles: FIRST, instrument: { ...PERP, lotSize: "0.001" } },
  { candles: SECOND, instrument: { ...PERP, symbol: "BETA", lotSize: "0.001" } },
];

Deno.test("pairs sells the dear leg short against the cheap one in the ratio of beta", () => {
  const { z, beta, dickeyFuller } = fitAt(12);
  assert.ok(z > 2 && z < 5 && beta > 0 && dickeyFuller < -0.5, "the leap is an entry");
  const result = runOn(pairs, perpetuals, { params: PAIR });
  const [first, second] = result.orders;
  assert.deepEqual([first!.bar, first!.side, second!.side], [12, "sell", "buy"]);
  const [short, long] = [Number(first!.quote), Number(second!.quote)];
  assert.ok(Math.abs(long / short / beta - 1) < 1e-9, `${long} to ${short} is not ${beta}`);
  assert.ok(Math.abs(short + long - 9_000) < 1e-6, "nine tenths of equity");
});

Deno.test("pairs leaves when the spread has closed, both legs at once", () => {
  const result = runOn(pairs, perpetuals, { params: PAIR });
  const leaving = ordersOf(result).slice(2, 4);
  assert.deepEqual(leaving, [
    "14 buy ACME/USD:USD market filled: the spread has closed",
    "14 sell BETA market filled: the spread has closed",
  ]);
  assert.ok(result.trades[0]!.profit > 0, "it earned the way back");
});

Deno.test("pairs leaves when the spread has run away, and does not come back at once", () => {
  // It enters at z = 2.946; when the first price has doubled z is 2.990, then below the entry again.
  const away = FIRST.map((price, i) => i > 12 ? price * 2 : price).map((price) =>
    Math.round(price * 100) / 100
  );
  const result = runOn(pairs, [{ ...perpetuals[0]!, candles: away }, perpetuals[1]!], {
    params: { ...PAIR, stop: 2.97 },
  });
  assert.deepEqual(ordersOf(result).map((order) => order.replace(/ (buy|sell).*:/, ":")), [
    "12: BETA is cheap",
    "12: BETA is cheap",
    "13: the spread has run away",
    "13: the spread has run away",
  ]);
});

Deno.test("pairs leaves alone what has run beyond its stop before it could enter", () => {
  const far = runOn(pairs, perpetuals, { params: { ...PAIR, stop: 2.9 } });
  assert.deepEqual(ordersOf(far), []);
});

Deno.test("pairs of what is paid in full buys the cheap leg alone", () => {
  const spot: Drawn[] = [
    { candles: FIRST, instrument: { ...ACME, lotSize: "0.001" } },
    { candles: SECOND, instrument: { ...BETA, lotSize: "0.001" } },
  ];
  assert.deepEqual(ordersOf(runOn(pairs, spot, { params: PAIR })), [
    "12 buy BETA market filled: BETA is cheap",
    "14 sell BETA market filled: the spread has closed",
  ]);
});

Deno.test("pairs asks for residuals that return, and for two instruments", () => {
  const strict = { ...PAIR, critical: -fitAt(12).dickeyFuller + 0.1 };
  assert.deepEqual(ordersOf(runOn(pairs, perpetuals, { params: strict })), []);
  assert.throws(
    () => runOn(pairs, [{ candles: [100] }]),
    /Cannot trade 1 instruments as a pair; name two symbols/,
  );
});

Deno.test("pairs compares common bars alone", () => {
  const late: Drawn[] = [perpetuals[0]!, { ...perpetuals[1]!, start: 40 * DAY }];
  assert.deepEqual(ordersOf(runOn(pairs, late, { params: PAIR })), []);
});
