import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { simulate } from "../../../research/backtest/simulate.ts";
import type { Market } from "../../../research/engine/mod.ts";
import { ACME, barsOf, type Candle, HOUR, scripted, still } from "../fixtures.ts";

const flat = (price: number): Candle => [price, price, price, price];
const BOLT = { ...ACME, symbol: "BOLT", lotSize: "0.1" };

function run(script: Record<number, (m: Market) => void>, prices: number[], instruments = [ACME]) {
  const bars = barsOf(prices.map(flat));
  return simulate({
    strategy: scripted((m) => script[m.index]?.(m)),
    markets: instruments.map((instrument) => ({ instrument, bars })),
    timeframe: "1h",
    model: { cash: 10_000 },
  });
}

Deno.test("collectResult: a trade lasts from flat to flat, with all its fills and fees", () => {
  const { trades } = run({
    0: (m) => m.buy({ quantity: 10 }, "in"),
    1: (m) => m.buy({ quantity: 30 }, "more"),
    2: (m) => m.sell({ quantity: 20 }, "half"),
    3: (m) => m.exit("out"),
    4: (m) => m.buy({ quantity: 2 }, "again"),
  }, [100, 100, 110, 120, 130, 140, 150]);
  const bought = 10 * 100 + 30 * 110;
  const sold = 20 * 120 + 20 * 130;
  const fees = (bought + sold) / 1000;
  const [closed, open] = trades;
  assert.equal(trades.length, 2);
  assert.deepEqual(rounded(closed!), {
    instrument: 0,
    side: "long",
    entryTs: HOUR,
    exitTs: 4 * HOUR,
    entryBar: 1,
    exitBar: 4,
    quantity: 40,
    entryPrice: 107.5,
    exitPrice: 125,
    fees: Number(fees.toFixed(6)),
    funding: 0,
    profit: Number((sold - bought - fees).toFixed(6)),
  });
  assert.deepEqual(rounded(open!), {
    instrument: 0,
    side: "long",
    entryTs: 5 * HOUR,
    exitTs: null,
    entryBar: 5,
    exitBar: null,
    quantity: 2,
    entryPrice: 140,
    exitPrice: 150,
    fees: 0.28,
    funding: 0,
    profit: 19.72,
  });
});

Deno.test("collectResult: fractions of lots that doubles cannot hold still close a trade", () => {
  const script = Object.fromEntries(
    [0, 1, 2].map((bar) => [bar, (m: Market) => m.buy({ quantity: 0.1 }, "in")]),
  );
  const { trades } = run(
    { ...script, 3: (m) => m.exit("out") },
    still(100, 6).map(([open]) => open),
    [
      BOLT,
    ],
  );
  assert.deepEqual(trades.map(({ exitBar }) => exitBar), [4]);
});

Deno.test("collectResult: cash and exposure add up to the equity at every bar", () => {
  const { equity } = run(
    {
      0: (m) => m.buy({ quantity: 10 }, "in"),
      2: (m) => m.exit("out"),
    },
    [100, 100, 110, 120, 130],
    [ACME, BOLT],
  );
  assert.deepEqual([...equity.exposure].map((value) => Math.round(value)), [0, 2000, 2200, 0, 0]);
  equity.equity.forEach((value, i) => {
    assert.ok(Math.abs(value - equity.cash[i]! - equity.exposure[i]!) < 1e-9);
  });
  assert.equal(equity.cash[0], 10_000);
});

Deno.test("collectResult: orders keep what was asked for, as exact text, and what became of it", () => {
  const { orders } = run({
    0: (m) => {
      m.buy({ quote: 1000.5 }, "by quote");
      m.buy({ quantity: 3, limit: 90.05 }, "dip");
    },
    1: (m) => {
      m.sell({ quantity: 2, stop: 80 }, "protect");
      m.sell({ quantity: 1000 }, "short");
    },
  }, [100, 100, 100]);
  const common = {
    instrument: 0,
    reason: null,
    quantity: null,
    quote: null,
    limitPrice: null,
    stopPrice: null,
    terms: "",
    parent: null,
    group: null,
    filled: "0",
  };
  assert.deepEqual(orders, [
    {
      ...common,
      id: 1,
      ts: HOUR,
      bar: 0,
      side: "buy",
      type: "market",
      quote: "1000.5",
      filled: "9",
      state: "filled",
      why: "by quote",
    },
    {
      ...common,
      id: 2,
      ts: HOUR,
      bar: 0,
      side: "buy",
      type: "limit",
      quantity: "3",
      limitPrice: "90.05",
      state: "working",
      why: "dip",
    },
    {
      ...common,
      id: 3,
      ts: 2 * HOUR,
      bar: 1,
      side: "sell",
      type: "stop",
      quantity: "2",
      stopPrice: "80",
      state: "working",
      why: "protect",
    },
    {
      ...{ ...common, id: 4, ts: 2 * HOUR, bar: 1, side: "sell", type: "market", quantity: "1000" },
      ...{ state: "refused", why: "short" },
      reason: "would sell 1000 ACME of 7 free; positions are long only",
    },
  ]);
});

Deno.test("collectResult: the decision hash is over the canonical lines, each ended by a line feed", () => {
  const text =
    '{"id":1,"ts":3600000,"symbol":"ACME","side":"buy","type":"market","quantity":"1"}\n' +
    '{"id":2,"ts":7200000,"symbol":"ACME","side":"buy","type":"limit","quantity":"1","limit":"5"}\n' +
    '{"cancel":2,"ts":10800000}\n';
  const { decisionHash } = run({
    0: (m) => m.buy({ quantity: 1 }, "words are not part of it"),
    1: (m) => m.buy({ quantity: 1, limit: 5 }, ""),
    2: (m) => m.cancel(2),
  }, [100, 100, 100, 100]);
  assert.equal(decisionHash, createHash("sha256").update(text).digest("hex"));
});

function rounded<T extends object>(record: T): T {
  const entries = Object.entries(record).map((
    [name, value],
  ) => [name, typeof value === "number" ? Number(value.toFixed(6)) : value]);
  return Object.fromEntries(entries) as T;
}
