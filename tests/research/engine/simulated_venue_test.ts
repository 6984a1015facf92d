import assert from "node:assert/strict";
import fc from "fast-check";
import {
  ACME,
  barsOf,
  type Candle,
  fillsOf,
  prepare,
  runScript,
  scripted,
  statesOf,
  still,
} from "../fixtures.ts";

const flat = (price: number): Candle => [price, price, price, price];

Deno.test("a market order fills at the next bar's open, with the taker's fee, never in its own bar", () => {
  const run = runScript([[90, 91, 89, 90], [100, 120, 80, 110], flat(110)], {
    0: (m) => m.buy({ quantity: 3 }, "in"),
    1: (m) => m.sell({ quantity: 2 }, "out"),
  });
  assert.deepEqual(fillsOf(run), [[1, 3, 100, 0.3], [2, -2, 110, 0.22]]);
  assert.deepEqual([...run.curve().equity], [
    10_000,
    10_000 - 300 - 0.3 + 330,
    10_000 - 300.3 + 219.78 + 110,
  ]);
  assert.equal(run.account.lots[0], 1);
  assert.equal(run.account.entryPrice[0], 100);
});

Deno.test("a market order by quote buys whole lots with the fee included, floored", () => {
  const cases = [
    { quote: 1001, quantity: 10 },
    { quote: 1000.99, quantity: 9 },
    { quote: 1101.0999, quantity: 10 },
    { quote: 1101.1, quantity: 11 },
  ];
  for (const { quote, quantity } of cases) {
    const run = runScript(still(100, 2), { 0: (m) => m.buy({ quote }, "in") });
    assert.deepEqual(fillsOf(run), [[1, quantity, 100, quantity * 100 * 0.001]], String(quote));
  }
});

Deno.test("a market order by quote takes its quantity at the fill's price, not at the signal's", () => {
  const run = runScript([flat(50), flat(100)], { 0: (m) => m.buy({ quote: 1001 }, "in") });
  assert.deepEqual(fillsOf(run), [[1, 10, 100, 1]]);
});

Deno.test("a market order by quote for less than one lot is rejected", () => {
  const run = runScript(still(100, 2), { 0: (m) => m.buy({ quote: 100 }, "in") });
  assert.deepEqual(statesOf(run), ["rejected: trades less than one lot"]);
  assert.equal(run.account.cash, 10_000);
});

Deno.test("a market order by quantity that a gap makes dearer than the cash is rejected, not resized", () => {
  const run = runScript([flat(100), flat(101), flat(100)], {
    0: (m) => m.buy({ quantity: 99 }, "in"),
  });
  assert.deepEqual(statesOf(run), ["rejected: costs 10008.999 of 10000 cash"]);
  assert.equal(fillsOf(run).length, 0);
});

Deno.test("what the gate lets through at a price, the venue does not reject at that price", () => {
  const satoshi = { ...ACME, lotSize: "0.00000001" };
  const price = fc.integer({ min: 1, max: 10_000_000 }).map((cents) => cents / 100);
  const cash = fc.double({ min: 1000, max: 1e9, noNaN: true });
  const part = fc.double({ min: 0.01, max: 0.99, noNaN: true });
  const fee = fc.constantFrom(0, 10, 7.5);
  fc.assert(fc.property(price, cash, part, fee, (price, cash, part, takerFeeBps) => {
    const unit = price * (1 + takerFeeBps / 10_000);
    const run = runScript(still(price, 2), {
      0: (m) => {
        m.buy({ quantity: m.roundQuantity(part * cash / unit) }, "a part");
        m.buy({ quantity: m.roundQuantity(m.budget / unit) }, "the rest");
        m.buy({ quantity: m.roundQuantity(cash / unit) }, "all of it again");
      },
    }, { cash, instruments: [{ ...satoshi, takerFeeBps }] });
    const [first, second, third] = statesOf(run);
    assert.deepEqual([first, second], ["filled", "filled"]);
    assert.match(third!, /^refused: costs/);
  }));
  // 5.000000006 units would fit; 5.00000001, the nearest multiple, cost 0.000008 more than the cash.
  const run = runScript(still(2000, 2), {
    0: (m) => m.buy({ quantity: m.roundQuantity(m.cash / 2000) }, "in"),
  }, { cash: 10_000.000012, instruments: [{ ...satoshi, takerFeeBps: 0 }] });
  assert.deepEqual(fillsOf(run), [[1, 5, 2000, 0]]);
});

Deno.test("an order of the last bar stays working", () => {
  const run = runScript(still(100, 2), { 1: (m) => m.buy({ quantity: 1 }, "late") });
  assert.deepEqual(statesOf(run), ["working"]);
});

/** Bars after an order at bar 0 over a flat 100; the fill is [bar, quantity, price, fee]. */
const LIMITS: readonly { what: string; price: number; bars: Candle[]; fill: number[] | null }[] = [
  { what: "does not fill at a touch", price: 95, bars: [[100, 101, 95, 98]], fill: null },
  {
    what: "fills at its price, as a maker, when the bar trades through",
    price: 95,
    bars: [[100, 101, 94.99, 98]],
    fill: [1, 10, 95, 0.19],
  },
  {
    what: "fills at the open, as a taker, when it could trade at once",
    price: 95,
    bars: [[93, 94, 92, 93]],
    fill: [1, 10, 93, 0.93],
  },
  {
    what: "fills at the open, as a maker, when it rested before the gap",
    price: 95,
    bars: [flat(100), [93, 94, 92, 93]],
    fill: [2, 10, 93, 0.186],
  },
  {
    what: "rested through a bar that only touched it, and is a maker at the gap after",
    price: 95,
    bars: [flat(95), [93, 94, 92, 93]],
    fill: [2, 10, 93, 0.186],
  },
];

for (const { what, price, bars, fill } of LIMITS) {
  Deno.test(`a limit order to buy ${what}`, () => {
    const run = runScript([flat(100), ...bars], {
      0: (m) => m.buy({ quantity: 10, limit: price }, "dip"),
    });
    assert.deepEqual(rounded(fillsOf(run)), fill ? [fill] : []);
    assert.deepEqual(statesOf(run), [fill ? "filled" : "working"]);
  });

  Deno.test(`a limit order to sell ${what}`, () => {
    const mirror = (
      [open, high, low, close]: Candle,
    ): Candle => [200 - open, 200 - low, 200 - high, 200 - close];
    const run = runScript([flat(100), flat(100), ...bars.map(mirror)], {
      0: (m) => m.buy({ quantity: 10 }, "in"),
      1: (m) => m.sell({ quantity: 10, limit: 200 - price }, "peak"),
    });
    const [, sold] = rounded(fillsOf(run));
    if (!fill) return assert.equal(sold, undefined);
    const [bar, quantity, at, fee] = fill as [number, number, number, number];
    const scaled = Number((fee / at * (200 - at)).toFixed(9));
    assert.deepEqual(sold, [bar + 1, -quantity, 200 - at, scaled]);
  });
}

const STOPS: readonly { what: string; bar: Candle; price: number | null }[] = [
  { what: "waits while its price is not reached", bar: [100, 101, 95.01, 96], price: null },
  { what: "fills at its price when the bar touches it", bar: [100, 101, 95, 98], price: 95 },
  { what: "fills at its price when the bar trades through", bar: [100, 101, 80, 98], price: 95 },
  { what: "fills at the open after a gap", bar: [90, 97, 85, 92], price: 90 },
];

for (const { what, bar, price } of STOPS) {
  Deno.test(`a stop order to sell ${what}`, () => {
    const run = runScript([flat(100), flat(100), bar], {
      0: (m) => m.buy({ quantity: 10 }, "in"),
      1: (m) => m.sell({ quantity: 10, stop: 95 }, "protect"),
    });
    const sold = rounded(fillsOf(run)).slice(1);
    assert.deepEqual(sold, price === null ? [] : [[2, -10, price, price * 10 / 1000]]);
  });

  Deno.test(`a stop order to buy ${what}`, () => {
    const [open, high, low, close] = bar;
    const run = runScript([flat(100), [200 - open, 200 - low, 200 - high, 200 - close]], {
      0: (m) => m.buy({ quantity: 10, stop: 105 }, "break-out"),
    });
    const paid = price === null ? null : 200 - price;
    assert.deepEqual(rounded(fillsOf(run)), paid === null ? [] : [[1, 10, paid, paid * 10 / 1000]]);
  });
}

Deno.test("where one bar touches a stop and a limit, the stop fills first", () => {
  const wide = barsOf([flat(100), flat(100), [100, 120, 80, 100], flat(100)]);
  for (const stopFirst of [true, false]) {
    const run = prepare(
      scripted((m) => {
        if (m.index === 0) m.buy({ quantity: 10 }, "in");
        if (m.index !== 1) return;
        if (stopFirst) m.sell({ quantity: 5, stop: 90 }, "stop");
        m.sell({ quantity: 5, limit: 110 }, "target");
        if (!stopFirst) m.sell({ quantity: 5, stop: 90 }, "stop");
      }),
      wide,
    ).run();
    assert.deepEqual(fillsOf(run).slice(1).map(([, , price]) => price), [90, 110]);
  }
});

Deno.test("slippage moves market and stop prices against the order, to the tick, and no limit", () => {
  const setting = { model: { slippageBps: 7 }, instruments: [{ ...ACME, tickSize: "0.05" }] };
  const run = runScript([flat(100), flat(100), flat(100), [100, 100, 90, 95], [95, 102, 95, 99]], {
    0: (m) => m.buy({ quantity: 4 }, "in"),
    1: (m) => m.sell({ quantity: 1 }, "out"),
    2: (m) => {
      m.sell({ quantity: 1, stop: 95 }, "protect");
      m.sell({ quantity: 1, limit: 101 }, "target");
    },
  }, setting);
  // 100 · 1.0007 = 100.07 → 100.10; 100 · 0.9993 = 99.93 → 99.90; 95 · 0.9993 = 94.9335 → 94.90.
  assert.deepEqual(fillsOf(run).map(([, , price]) => price), [100.1, 99.9, 94.9, 101]);
  const slippage = [...run.fills.slippage.slice(0, 4)].map((cost) => Number(cost.toFixed(9)));
  assert.deepEqual(slippage, [0.4, 0.1, 0.1, 0]);
  assert.equal(run.account.slippagePaid.toFixed(9), "0.600000000");
});

Deno.test("slippage of a quote order is in the price that its quantity is taken at", () => {
  const run = runScript(still(100, 2), { 0: (m) => m.buy({ quote: 1001 }, "in") }, {
    model: { slippageBps: 100 },
  });
  assert.deepEqual(rounded(fillsOf(run)), [[1, 9, 101, 0.909]]);
});

Deno.test("a cancelled order cannot fill, and a bar that has begun is too late to place one", () => {
  const run = runScript([flat(100), flat(100), flat(80)], {
    0: (m) => m.buy({ quantity: 1, limit: 90 }, "dip"),
    1: (m) => m.cancelAll(),
  });
  assert.deepEqual(statesOf(run), ["cancelled"]);
  assert.deepEqual([...run.orders.decisions.subarray(0, run.orders.decided)], [1, 1]);
});

function rounded(rows: number[][]): number[][] {
  return rows.map((row) => row.map((value) => Number(value.toFixed(9))));
}
