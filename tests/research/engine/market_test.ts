import assert from "node:assert/strict";
import { float, int, type Market, strategy } from "../../../research/engine/mod.ts";
import {
  ACME,
  barsOf,
  type Candle,
  fillsOf,
  HOUR,
  prepare,
  runScript,
  scripted,
  statesOf,
  still,
} from "../fixtures.ts";

const flat = (price: number): Candle => [price, price, price, price];
const BOLT = { ...ACME, symbol: "BOLT" };

Deno.test("Market shows the bar that has just closed, the position and the account", () => {
  const seen: unknown[] = [];
  runScript([[10, 12, 9, 11], [20, 22, 19, 21]], {
    0: (m) => m.buy({ quantity: 10 }, "in"),
    1: (m) => {
      const { open, high, low, close, volume, ts } = m;
      seen.push(m.symbol, m.index, ts.value, open.value, high.value, low.value, close.value);
      seen.push(volume.value, close.previous, m.position, m.entryPrice, m.openOrders);
      seen.push(m.cash.toFixed(6), m.equity.toFixed(6), m.budget.toFixed(6));
    },
  });
  assert.deepEqual(seen, [
    ...["ACME", 1, HOUR, 20, 22, 19, 21, 1, 11, 10, 20, 0],
    ...["9799.800000", "10009.800000", "9799.800000"],
  ]);
});

Deno.test("Market.entryPrice is the average of what was bought, unmoved by sales, 0 when flat", () => {
  const seen: number[] = [];
  runScript([flat(10), flat(10), flat(20), flat(30), flat(30), flat(5)], {
    0: (m) => m.buy({ quantity: 1 }, "at 10"),
    1: (m) => m.buy({ quantity: 3 }, "at 20"),
    2: (m) => (seen.push(m.entryPrice), m.sell({ quantity: 2 }, "at 30")),
    3: (m) => (seen.push(m.entryPrice), m.exit("at 30")),
    4: (m) => (seen.push(m.entryPrice), m.buy({ quantity: 7 }, "at 5")),
    5: (m) => seen.push(m.entryPrice),
  });
  assert.deepEqual(seen, [17.5, 17.5, 0, 5]);
});

Deno.test("Market.budget shares free cash evenly among the flat instruments", () => {
  const spent: [string, number][] = [];
  const strategy = scripted((m) => {
    if (m.index > 1 || m.position > 0) return;
    spent.push([m.symbol, m.budget]);
    if (m.index === 0 || m.symbol === "BOLT") m.buy({ quote: m.budget }, "share");
  });
  const bars = barsOf(still(100, 4));
  const three = [ACME, BOLT, { ...ACME, symbol: "COGS" }];
  const run = prepare(strategy, [bars, bars, bars], { instruments: three, cash: 9000 }).run();
  assert.deepEqual(spent, [["ACME", 3000], ["BOLT", 3000], ["COGS", 3000]]);
  assert.deepEqual([...run.account.lots], [29, 29, 29]);
});

Deno.test("Market.budget of the one flat instrument is all the free cash, what is open aside", () => {
  const seen: number[] = [];
  const strategy = scripted((m) => {
    if (m.symbol === "ACME" && m.index === 0) m.buy({ quantity: 10 }, "in");
    if (m.symbol === "BOLT" && m.index === 1) {
      seen.push(m.budget);
      m.buy({ quantity: 10, limit: 50 }, "dip");
      seen.push(m.budget);
    }
  });
  const bars = barsOf(still(100, 3));
  prepare(strategy, [bars, bars], { instruments: [ACME, BOLT] }).run();
  assert.deepEqual(seen.map((value) => value.toFixed(6)), ["8999.000000", "8498.500000"]);
});

Deno.test("Market.budget leaves out what open orders claim, and is never negative", () => {
  const seen: string[] = [];
  runScript(still(100, 3), {
    0: (m) => m.buy({ quantity: 95, limit: 99 }, "dip"),
    1: (m) => {
      seen.push(m.budget.toFixed(6));
      m.buy({ quantity: 500 }, "more than the cash, not judged yet");
      seen.push(m.budget.toFixed(6));
    },
    2: (m) => seen.push(m.budget.toFixed(6)),
  });
  assert.deepEqual(seen, ["585.595000", "0.000000", "585.595000"]);
});

Deno.test("Market.budget has what a cancel in the same bar frees, and exit the lots", () => {
  const seen: unknown[] = [];
  runScript(still(100, 4), {
    0: (m) => m.buy({ quantity: 10 }, "in"),
    1: (
      m,
    ) => (m.sell({ quantity: 10, stop: 90 }, "stop"), m.buy({ quantity: 80, limit: 90 }, "dip")),
    2: (m) => {
      seen.push(m.budget.toFixed(6), m.exit("nothing free"));
      m.cancelAll();
      seen.push(m.budget.toFixed(6), m.exit("all free"));
    },
  });
  assert.deepEqual(seen, ["1791.800000", 0, "8999.000000", 4]);
});

Deno.test("Market rounds quantities down to the lot and prices either way to the tick", () => {
  const instruments = [{ ...ACME, lotSize: "0.001", tickSize: "0.05" }];
  const seen: number[] = [];
  runScript(still(100, 1), {
    0: (m) => {
      seen.push(m.roundQuantity(1.23456), m.roundQuantity(0.1 + 0.2), m.roundQuantity(0.0009));
      seen.push(m.roundPriceDown(10.09), m.roundPriceUp(10.06), m.roundPriceUp(10.05));
    },
  }, { instruments });
  assert.deepEqual(seen, [1.234, 0.3, 0, 10.05, 10.1, 10.05]);
});

/** Requests that make no sense: they throw at once, in the strategy's own line. */
const NONSENSE: readonly [string, (m: Market) => unknown, RegExp][] = [
  ["NaN", (m) => m.buy({ quantity: NaN }, ""), /Cannot order ACME with a quantity of NaN/],
  ["negative", (m) => m.sell({ quantity: -1 }, ""), /with a quantity of -1/],
  ["infinite", (m) => m.buy({ quantity: Infinity }, ""), /with a quantity of Infinity/],
  ["NaN quote", (m) => m.buy({ quote: NaN }, ""), /with a quote amount of NaN/],
  ["NaN limit", (m) => m.buy({ quantity: 1, limit: NaN }, ""), /with a price of NaN/],
  ["negative stop", (m) => m.sell({ quantity: 1, stop: -5 }, ""), /with a price of -5/],
  [
    "limit and target",
    (m) => m.buy({ quantity: 1, limit: 9, target: 9 }, ""),
    /one order with several prices/,
  ],
  ["stop and trail", (m) => m.buy({ quantity: 1, stop: 9, trail: 9 }, ""), /several prices/],
  ["a stop as IOC", (m) => m.buy({ quantity: 1, stop: 9, timeInForce: "IOC" }, ""), /as IOC/],
  ["post-only market", (m) => m.buy({ quantity: 1, postOnly: true }, ""), /post-only/],
  ["expiry in the past", (m) => m.buy({ quantity: 1, expires: 1 }, ""), /expire at 1;/],
  ["quantity and quote", (m) => m.buy({ quantity: 1, quote: 1 }, ""), /give one/],
  ["neither", (m) => m.buy({}, ""), /give one/],
  ["two stops", (m) => m.buy({ quantity: 1, stopLoss: 9, trailingStop: 1 }, ""), /give one/],
  ["selling spot by quote", (m) => m.sell({ quote: 1 }, ""), /give a quantity/],
  ["a change to nothing", (m) => m.change(1, {}), /Cannot change order 1 to nothing/],
  ["a limit by quote", (m) => m.buy({ quote: 100, limit: 9 }, ""), /quote amount/],
  ["a stop by quote", (m) => m.buy({ quote: 100, stop: 9 }, ""), /quote amount/],
  ["unknown timeframe", (m) => m.at("5h"), /Unknown timeframe "5h"; use 1s, /],
  ["late timeframe", (m) => m.at("4h"), /Cannot add "4h" once bars have been seen/],
  ["an order that is not open", (m) => m.cancel(7), /Cannot cancel order 7: it is not open/],
];

for (const [what, act, message] of NONSENSE) {
  Deno.test(`Market throws for ${what}`, () => {
    assert.throws(() => runScript(still(100, 2), { 0: act }), { name: "RangeError", message });
  });
}

Deno.test("Market.at refuses timeframes that are no multiple of the run's, and keeps one of each", () => {
  const set = (timeframe: string) =>
    strategy("test", {}, (_, m) => {
      assert.equal(m.at(timeframe), m.at(timeframe));
      return { onBar() {} };
    });
  prepare(set("4h"), barsOf(still(1, 3)));
  for (const timeframe of ["1m", "1h"]) {
    assert.throws(() => prepare(set(timeframe), barsOf(still(1, 3))), /Cannot build bars of/);
  }
});

Deno.test("strategy takes names in lower case, and parameters whose default is in range", () => {
  const handlers = () => ({ onBar() {} });
  for (const name of ["", "Sma", "sma-cross", "1st", "a".repeat(65)]) {
    assert.throws(() => strategy(name, {}, handlers), /Cannot name a strategy/);
  }
  assert.equal(strategy("a".repeat(64), {}, handlers).name.length, 64);
  assert.throws(() => int(1, 2, 5), /Parameter default is 1; it takes 2 to 5/);
  assert.throws(() => int(2.5, 2, 5), /whole number/);
  assert.throws(() => float(NaN, 0, 1), /Parameter default is NaN/);
});

Deno.test("orders of one bar are judged in the order in which they were asked for", () => {
  const run = runScript(still(100, 3), {
    0: (m) => {
      m.buy({ quantity: 60 }, "first");
      m.buy({ quantity: 60 }, "second");
    },
  });
  assert.deepEqual(statesOf(run), ["filled", "refused: costs 6006 of 3994 free cash"]);
  assert.equal(fillsOf(run).length, 1);
});
