import assert from "node:assert/strict";
import crowding from "../../../research/strategies/crowding.ts";
import fundingCarry from "../../../research/strategies/funding_carry.ts";
import { ACME } from "../fixtures.ts";
import { type Drawn, ordersOf, PERP, runOn, tradedIn } from "./run_candles.ts";

const SPOT = { ...ACME, symbol: "ACME/USD", lotSize: "0.01" };
const FUTURE = { ...PERP, lotSize: "0.1", takerFeeBps: 5 };
const NAMES = { spot: "ACME/USD", perpetual: "ACME/USD:USD" };

/** A spot market and its perpetual at the same prices, with the funding rates known at each close. */
function carried(prices: readonly number[], rates: readonly number[]): Drawn[] {
  return [
    { candles: prices, instrument: SPOT },
    { candles: prices, instrument: FUTURE, data: { funding_rates: Float64Array.from(rates) } },
  ];
}

const CARRY = { enter: 20, exit: 5, window: 1, settlements: 3, share: 0.9, band: 0.1 };
/** 0.0003 three times a day is 32.85 % a year, 0.00004 is 4.38 %. */
const HIGH = 0.0003;
const LOW = 0.00004;

Deno.test("funding_carry buys spot and sells as much of the perpetual, while funding is high", () => {
  const result = runOn(
    fundingCarry,
    carried([100, 100, 100, 100, 100], [NaN, HIGH, HIGH, LOW, LOW]),
    {
      params: CARRY,
    },
  );
  // 0.9 · 10,000 / (1 + 1 / 1) = 4,500: 45 units of 100.
  assert.deepEqual(tradedIn(result), [[0, 2, 45, 100], [1, 2, -45, 100], [0, 4, -45, 100], [
    1,
    4,
    45,
    100,
  ]]);
  assert.deepEqual(ordersOf(result), [
    `1 buy ${NAMES.spot} market filled: funding is high`,
    `1 sell ${NAMES.perpetual} market filled: funding is high`,
    `3 sell ${NAMES.spot} market filled: funding is low`,
    `3 buy ${NAMES.perpetual} market filled: funding is low`,
  ]);
});

Deno.test("funding_carry holds between its two thresholds, and takes larger legs with leverage", () => {
  const middling = 0.0001;
  const result = runOn(
    fundingCarry,
    carried([100, 100, 100, 100], [HIGH, middling, middling, middling]),
    {
      params: CARRY,
      model: { leverage: 2 },
    },
  );
  // 9,000 / 1.5 = 6,000.
  assert.deepEqual(tradedIn(result), [[0, 1, 60, 100], [1, 1, -60, 100]]);
  const never = runOn(fundingCarry, carried([100, 100], [middling, middling]), { params: CARRY });
  assert.deepEqual(ordersOf(never), []);
});

Deno.test("funding_carry takes quantities that both lots allow, and cuts both legs as they grow", () => {
  const prices = [97, 97, 97, 100, 110, 110, 80, 80, 80];
  const result = runOn(fundingCarry, carried(prices, prices.map(() => HIGH)), { params: CARRY });
  const sizes = tradedIn(result);
  // 4,500 / 97 = 46.39 → 46.3. 4,630 at 100 is within the band. At 110 they are worth 5,093 of an aim of 4,496.5: 5.4 units less. At
  // 80 they are worth 3,272 of 4,496.6: 15.3 units more.
  assert.deepEqual(sizes.map(([instrument, bar, quantity]) => [instrument, bar, quantity]), [
    [0, 1, 46.3],
    [1, 1, -46.3],
    [0, 5, -5.4],
    [1, 5, 5.4],
    [0, 7, 15.3],
    [1, 7, -15.3],
  ]);
});

Deno.test("funding_carry enlarges its legs no further than the cash goes that margin leaves free", () => {
  const prices = [100, 100, 50, 50, 50, 50];
  const result = runOn(fundingCarry, carried(prices, prices.map(() => HIGH)), {
    params: CARRY,
    model: { marginMode: "isolated" },
  });
  // The perpetual's gain of 2,250 is locked in: 10,000 − 4,500 − 4,500 − 6.75 = 993.25 is free.
  // 0.98 · 993.25 / 2.0015 / 50 = 9.7 units, not 45.
  assert.deepEqual(tradedIn(result).slice(2, 4), [[0, 3, 9.7, 50], [1, 3, -9.7, 50]]);
  assert.ok(result.orders.every(({ state }) => state === "filled"));
});

Deno.test("funding_carry closes a leg that is left alone and stays out until funding was low", () => {
  // At leverage 10 a leap from 100 to 130 takes the perpetual over at once.
  const prices = [100, 100, 130, 130, 130, 130, 130, 130];
  const rates = [HIGH, HIGH, HIGH, HIGH, HIGH, LOW, HIGH, HIGH];
  const result = runOn(fundingCarry, carried(prices, rates), {
    params: CARRY,
    model: { leverage: 10 },
  });
  assert.equal(result.fills.orderId[2], 0, "the venue took the perpetual over");
  assert.deepEqual(ordersOf(result).slice(2), [
    `2 sell ${NAMES.spot} market filled: without its perpetual`,
    `6 buy ${NAMES.spot} market filled: funding is high`,
    `6 sell ${NAMES.perpetual} market filled: funding is high`,
  ]);
});

Deno.test("funding_carry says which markets it needs", () => {
  const error = /name one spot and one perpetual market of an asset, such as BTC\/USDT and BTC/;
  const [spot, perpetual] = carried([100], [HIGH]);
  for (const wrong of [[spot!], [perpetual!], [spot!, { ...spot!, instrument: ACME }]]) {
    assert.throws(() => runOn(fundingCarry, wrong), error);
  }
  const other = { ...perpetual!, instrument: { ...FUTURE, symbol: "BETA/USD:USD" } };
  assert.throws(
    () => runOn(fundingCarry, [spot!, other]),
    /Cannot carry ACME\/USD and BETA\/USD:USD; name one spot and one perpetual market/,
  );
  assert.throws(
    () => runOn(fundingCarry, [spot!, { candles: [100], instrument: FUTURE }]),
    /No data "funding_rates" beside the bars; there are none/,
  );
});

/** z-scores over four bars: 0.0001 and 0.0002 by turns, then one far away. */
const CALM = [1, 2, 1, 2, 1, 2];
const CROWD = { window: 4, entry: 1.5, exit: 0.5, weight: 0.5, band: 0.1 };
const crowd = (rates: readonly number[], data: Record<string, Float64Array> = {}): Drawn => ({
  candles: rates.map(() => 100),
  instrument: PERP,
  data: { funding_rates: Float64Array.from(rates, (rate) => rate / 10_000), ...data },
});

Deno.test("crowding goes short where longs pay far more than usual, and leaves when they do not", () => {
  // After 2, 1, 2 a rate of 9 lies 1.71 deviations above the mean, then 0.99 and 0.58; once the window
  // holds nothing else it is no longer unusual.
  const result = runOn(crowding, [crowd([...CALM, 9, 9, 9, 9, 9, 9])], { params: CROWD });
  assert.deepEqual(ordersOf(result), [
    "6 sell market filled: most are long",
    "9 buy market filled: the crowd is gone",
  ]);
  assert.deepEqual(tradedIn(result), [[7, -49, 100], [10, 49, 100]]);
});

Deno.test("crowding goes long where shorts pay", () => {
  const result = runOn(crowding, [crowd([...CALM, -9, -9])], { params: CROWD });
  assert.deepEqual(ordersOf(result), ["6 buy market filled: most are short"]);
});

Deno.test("crowding weighs the accounts in, and waits for open interest", () => {
  const rates = [...CALM, 2, 1, 2, 1];
  const accounts = Float64Array.from([1, 1.1, 1, 1.1, 1, 1.1, 1, 3, 1, 1.1]);
  const params = { ...CROWD, funding: 0, longShort: 1 };
  const both = crowd(rates, { long_short_ratio: accounts });
  assert.deepEqual(ordersOf(runOn(crowding, [both], { params })).slice(0, 1), [
    "7 sell market filled: most are long",
  ]);
  const mixed = runOn(crowding, [both], { params: { ...CROWD, longShort: 1 } });
  assert.deepEqual(ordersOf(mixed), [], "half of 1.7 is not enough");
  const interest = (at7: number) => Float64Array.from(rates, (_, i) => i === 7 ? at7 : 100 + i % 2);
  for (const [at7, count] of [[200, 1], [50, 0]] as const) {
    const market = crowd(rates, { long_short_ratio: accounts, open_interest: interest(at7) });
    const run = runOn(crowding, [market], { params: { ...params, openInterest: 1 } });
    assert.equal(ordersOf(run).filter((order) => order.startsWith("7 sell")).length, count);
  }
});

Deno.test("crowding says what it needs", () => {
  assert.throws(
    () => runOn(crowding, [{ candles: [100] }]),
    /Cannot trade against the crowd in ACME; name a perpetual, such as BTC\/USDT:USDT/,
  );
  assert.throws(
    () => runOn(crowding, [crowd([1])], { params: { funding: 0 } }),
    /Cannot see a crowd; give funding or longShort a weight/,
  );
  assert.throws(
    () => runOn(crowding, [crowd([1])], { params: { longShort: 1 } }),
    /No data "long_short_ratio" beside the bars; there are funding_rates/,
  );
});
