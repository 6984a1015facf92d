import assert from "node:assert/strict";
import { ACME, type Candle, DAY, fillsOf, HOUR, runScript, statesOf, still } from "../fixtures.ts";

const flat = (price: number): Candle => [price, price, price, price];
const fine = { ...ACME, tickSize: "0.05", lotSize: "0.001", minNotional: "10" };

Deno.test("RiskGate refuses an amount off the lot or a price off the tick, and resizes nothing", () => {
  const run = runScript(still(100, 3), {
    0: (m) => {
      m.buy({ quantity: 1.0005 }, "off the lot");
      m.buy({ quantity: 0.1 + 0.2 }, "off the lot by a hair");
      m.buy({ quantity: 1, limit: 99.99 }, "off the tick");
      m.buy({ quantity: 1, stop: 101.01 }, "off the tick");
      m.buy({ quantity: 0.3, limit: 99.95 }, "good");
    },
  }, { instruments: [fine] });
  assert.deepEqual(statesOf(run), [
    "refused: quantity 1.0005 is not a multiple of the lot 0.001",
    "refused: quantity 0.30000000000000004 is not a multiple of the lot 0.001",
    "refused: price 99.99 is not a multiple of the tick 0.05",
    "refused: price 101.01 is not a multiple of the tick 0.05",
    "working",
  ]);
});

Deno.test("RiskGate refuses an order of nothing, and one below the minimum notional", () => {
  const run = runScript(still(100, 3), {
    0: (m) => {
      m.buy({ quantity: 0 }, "zero");
      m.buy({ quote: 0 }, "zero");
      m.buy({ quantity: 1, limit: 0 }, "free");
      m.buy({ quantity: 0.099 }, "dust");
      m.buy({ quote: 9.99 }, "dust");
      m.buy({ quantity: 0.1 }, "enough");
    },
  }, { instruments: [fine] });
  assert.deepEqual(statesOf(run), [
    "refused: nothing to trade",
    "refused: nothing to trade",
    "refused: nothing to trade",
    "refused: value 9.9 is below the minimum of 10",
    "refused: value 9.99 is below the minimum of 10",
    "filled",
  ]);
});

Deno.test("RiskGate refuses to sell more than the position, other open sells included", () => {
  const run = runScript(still(100, 4), {
    0: (m) => {
      m.sell({ quantity: 1 }, "short");
      m.buy({ quantity: 10 }, "in");
    },
    1: (m) => {
      m.sell({ quantity: 6, stop: 90 }, "protect");
      m.sell({ quantity: 5, limit: 110 }, "too much");
      m.sell({ quantity: 4, limit: 110 }, "the rest");
      m.sell({ quantity: 1 }, "none left");
    },
  });
  assert.deepEqual(statesOf(run), [
    "refused: would sell 1 ACME of 0 free; positions are long only",
    "filled",
    "working",
    "refused: would sell 5 ACME of 4 free; positions are long only",
    "working",
    "refused: would sell 1 ACME of 0 free; positions are long only",
  ]);
});

Deno.test("Market.exit sells what open orders to sell leave over, and nothing twice", () => {
  const ids: number[] = [];
  const run = runScript(still(100, 4), {
    0: (m) => m.buy({ quantity: 10 }, "in"),
    1: (m) => m.sell({ quantity: 4, stop: 90 }, "protect"),
    2: (m) => ids.push(m.exit("out"), m.exit("out again")),
  });
  assert.deepEqual(ids, [3, 0]);
  assert.equal(run.account.lots[0], 4);
});

Deno.test("RiskGate reserves cash for open orders to buy, with the taker's fee", () => {
  const run = runScript(still(100, 3), {
    0: (m) => {
      m.buy({ quantity: 50, limit: 90 }, "reserves 4504.50");
      m.buy({ quote: 5495.51 }, "a cent too much");
      m.buy({ quote: 5495.5 }, "all the rest");
      m.buy({ quantity: 1, limit: 1 }, "nothing left");
    },
  });
  assert.deepEqual(statesOf(run), [
    "working",
    "refused: costs 5495.51 of 5495.5 free cash",
    "filled",
    "refused: costs 1 of 0 free cash",
  ]);
});

Deno.test("a cancel frees what the order claimed for the requests that follow in the same bar", () => {
  const run = runScript(still(100, 4), {
    0: (m) => m.buy({ quantity: 99, limit: 90 }, "dip"),
    1: (m) => {
      m.cancel(1);
      m.buy({ quantity: 99 }, "now");
    },
    2: (m) => m.sell({ quantity: 99, stop: 90 }, "protect"),
  });
  assert.deepEqual(statesOf(run), ["cancelled", "filled", "working"]);

  const out = runScript(still(100, 4), {
    0: (m) => m.buy({ quantity: 99 }, "in"),
    1: (m) => m.sell({ quantity: 99, stop: 90 }, "protect"),
    2: (m) => {
      m.cancelAll();
      m.exit("out");
    },
  });
  assert.deepEqual(statesOf(out), ["filled", "cancelled", "filled"]);
  assert.equal(out.account.lots[0], 0);
});

Deno.test("maxPosition counts the position at its mark and the open orders to buy, not the exits", () => {
  const run = runScript([flat(100), flat(100), flat(120), flat(120)], {
    0: (m) => {
      m.buy({ quantity: 10 }, "1000");
      m.buy({ quantity: 5, limit: 80 }, "1400 with the limit order");
      m.buy({ quote: 101 }, "1501");
      m.buy({ quote: 100 }, "1500");
    },
    2: (m) => {
      m.buy({ quantity: 1 }, "10 · 120 + 400 + 120 = 1720");
      m.sell({ quantity: 1 }, "exits pass");
    },
  }, { limits: { maxPosition: 1500 } });
  assert.deepEqual(statesOf(run), [
    "filled",
    "working",
    "refused: position would be 1501, above the limit of 1500",
    "rejected: trades less than one lot",
    "refused: position would be 1720, above the limit of 1500",
    "filled",
  ]);
});

Deno.test("dailyLoss stops buying until the next UTC day, even after a recovery, and exits pass", () => {
  const candles = Array.from({ length: 60 }, (_, i) => flat(i === 30 ? 90 : 100));
  const buys: Record<number, Parameters<typeof runScript>[1][number]> = {
    23: (m) => m.buy({ quantity: 50 }, "in"),
    30: (m) => m.buy({ quantity: 1 }, "loss of 5 % is reached"),
    31: (m) => m.buy({ quantity: 1 }, "recovered, still latched"),
    40: (m) => m.sell({ quantity: 1 }, "exit"),
    47: (m) => m.buy({ quantity: 1 }, "last bar of the day"),
    48: (m) => m.buy({ quantity: 1 }, "next day"),
  };
  const run = runScript(candles, buys, { limits: { dailyLoss: 0.05 } });
  const latched = "refused: the daily loss limit is reached";
  assert.deepEqual(statesOf(run), ["filled", latched, latched, "filled", latched, "filled"]);
  assert.equal(run.rows.ts[48]! % DAY, 0);
  const loose = runScript(candles, buys, { limits: { dailyLoss: 0.051 } });
  assert.ok(statesOf(loose).every((state) => state === "filled"));
});

Deno.test("dailyLoss measures from the equity at the close of the day before", () => {
  const price = (i: number) => i < 24 ? 100 : i < 26 ? 97 : 94;
  const candles = Array.from({ length: 50 }, (_, i) => flat(price(i)));
  const run = runScript(candles, {
    0: (m) => m.buy({ quantity: 99 }, "in"),
    25: (m) =>
      m.exit("out at the last price above the limit") && m.buy({ quantity: 1, limit: 50 }, "3 %"),
    27: (m) => m.buy({ quantity: 1, limit: 50 }, "6 %, as the exit filled after a gap"),
  }, { limits: { dailyLoss: 0.05 } });
  assert.deepEqual(statesOf(run), [
    "filled",
    "filled",
    "working",
    "refused: the daily loss limit is reached",
  ]);
  assert.equal(fillsOf(run)[1]![2], 94);
  assert.equal(HOUR * 24, DAY);
});
