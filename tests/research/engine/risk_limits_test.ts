import assert from "node:assert/strict";
import { basket, type Market } from "../../../research/engine/mod.ts";
import {
  ACME,
  barsOf,
  type Candle,
  DAY,
  fillsOf,
  HOUR,
  prepare,
  runScript,
  statesOf,
  still,
} from "../fixtures.ts";

const flat = (price: number): Candle => [price, price, price, price];
const NAMES = ["AAA", "BBB", "CCC"].map((symbol) => ({ ...ACME, symbol }));
const buyAll = (quantity: number) =>
  basket("buy_all", {}, (_, markets) => ({
    onBars() {
      if (markets[0]!.index === 0) { for (const m of markets) m.buy({ quantity }, ""); }
    },
  }));
const bars = NAMES.map(() => barsOf(still(100, 3)));

Deno.test("maxOpenPositions counts what is held and what is about to be", () => {
  const run = prepare(buyAll(1), bars, { instruments: NAMES, limits: { maxOpenPositions: 2 } })
    .run();
  assert.deepEqual(statesOf(run), [
    "filled",
    "filled",
    "refused: 2 positions are open, as many as may be",
  ]);
});

Deno.test("maxExposure counts all positions and open orders", () => {
  const run = prepare(buyAll(10), bars, { instruments: NAMES, limits: { maxExposure: 2_000 } })
    .run();
  assert.deepEqual(statesOf(run), [
    "filled",
    "filled",
    "refused: exposure would be 3000, above the limit of 2000",
  ]);
});

Deno.test("maxLeverage is a multiple of equity", () => {
  const limits = { maxLeverage: 0.25 };
  const run = prepare(buyAll(10), bars, { instruments: NAMES, limits }).run();
  assert.deepEqual(statesOf(run), [
    "filled",
    "filled",
    "refused: exposure would be 3000, above the limit of 2500",
  ]);
});

Deno.test("maxDrawdown stops new risk for good, and lets positions be closed", () => {
  const candles = [flat(100), flat(100), flat(79), flat(100), flat(100), flat(100)];
  const run = runScript(candles, {
    0: (m) => m.buy({ quantity: 50 }, ""),
    2: (m) => m.buy({ quantity: 1 }, ""),
    3: (m) => m.exit(""),
    4: (m) => m.buy({ quantity: 1 }, ""),
  }, { limits: { maxDrawdown: 0.1 } });
  assert.deepEqual(statesOf(run), [
    "filled",
    "refused: the drawdown limit is reached",
    "filled",
    "refused: the drawdown limit is reached",
  ]);
});

Deno.test("cooldown begins after so many losing round trips in a row, and ends", () => {
  const losing = Array.from({ length: 40 }, (_, i) => flat(100 - i));
  const swing = (m: Market) => {
    if (m.index % 2 === 0) m.buy({ quantity: 1 }, "");
    else m.exit("");
  };
  const script = Object.fromEntries(losing.map((_, i) => [i, swing]));
  const run = runScript(losing.slice(0, 20), script, {
    limits: { cooldown: { losses: 2, ms: 5 * HOUR } },
  });
  // The second round trip ends on bar 4; its orders of bars 4, 6 and 8 come within five hours.
  const until = new Date(9 * HOUR).toISOString();
  const cooling = `refused: 2 losses in a row: cooling down until ${until}`;
  assert.deepEqual(statesOf(run).slice(0, 8), [
    ...Array<string>(4).fill("filled"),
    ...Array<string>(3).fill(cooling),
    "filled",
  ]);
});

Deno.test("orderRate caps the orders that pass within a time", () => {
  const everyBar = (m: Market) => {
    m.buy({ quantity: 1, limit: 1 }, "");
  };
  const script = { 0: everyBar, 1: everyBar, 2: everyBar, 3: everyBar, 4: everyBar };
  const run = runScript(still(100, 5), script, {
    limits: { orderRate: { orders: 2, ms: 3 * HOUR } },
  });
  const refused = "refused: 2 orders have passed within 10800 s, as many as may";
  assert.deepEqual(statesOf(run), ["working", "working", refused, "working", "working"]);
});

Deno.test("priceStop closes a position whose close has lost so much", () => {
  const candles = [flat(100), flat(100), flat(91), flat(90), flat(95), flat(95)];
  const run = runScript(candles, {
    0: (m) => m.buy({ quantity: 10, stopLoss: 50 }, ""),
  }, { limits: { priceStop: 0.1 } });
  assert.deepEqual(fillsOf(run).map((fill) => fill.slice(0, 3)), [[1, 10, 100], [4, -10, 95]]);
  assert.equal(run.orders.why[2], "price stop: 10.00 % below the entry");
  assert.equal(statesOf(run)[1], "cancelled");
});

Deno.test("timeStop closes a position that has been held for so long", () => {
  const run = runScript(still(100, 30), { 0: (m) => m.buy({ quantity: 1 }, "") }, {
    limits: { timeStopMs: DAY },
  });
  // First seen at the close of bar 1; 24 hours later is the close of bar 25.
  assert.deepEqual(fillsOf(run).map(([bar]) => bar), [1, 26]);
  assert.equal(run.orders.why[1], "time stop: held for 24 hours");
});
