import assert from "node:assert/strict";
import type { Instrument } from "../../../data/instrument.ts";
import {
  basket,
  type ChangeRequest,
  type Market,
  portfolio,
} from "../../../research/engine/mod.ts";
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

const PERP: Instrument = {
  ...ACME,
  symbol: "PERP",
  kind: "perpetual",
  makerFeeBps: 0,
  takerFeeBps: 0,
};
const flat = (price: number): Candle => [price, price, price, price];

Deno.test("an entry whose slippage carries it beyond its liquidation is taken over at the open", () => {
  // Sold at 98 with a margin of 1.96: taken over from (98 + 1.96) / 1.01 = 98.97 on, and it opens at 100.
  const model = { leverage: 50, marginMode: "isolated", slippageBps: 200 } as const;
  const margin = {
    tiers: [{ notionalCap: null, maintenanceRate: 0.01, maintenanceAmount: 0, maxLeverage: 50 }],
    liquidationFeeBps: 0,
  };
  const run = runScript([flat(100), [100, 101, 99.5, 100]], {
    0: (m) => m.sell({ quantity: 1 }, ""),
  }, { instruments: [{ ...PERP, margin }], model });
  assert.deepEqual(fillsOf(run), [[1, -1, 98, 0], [1, 1, 100, 0]]);
});

Deno.test("an entry on the bar's path that is beyond its liquidation is taken over within the bar", () => {
  const model = { leverage: 50, marginMode: "isolated", slippageBps: 200 } as const;
  const margin = {
    tiers: [{ notionalCap: null, maintenanceRate: 0.01, maintenanceAmount: 0, maxLeverage: 50 }],
    liquidationFeeBps: 0,
  };
  const run = runScript([flat(100), [100, 101, 100, 101]], {
    0: (m) => m.buy({ quantity: 1, stop: 101 }, ""),
  }, { instruments: [{ ...PERP, margin }], model });
  // Bought at 103.02, taken over at 101.98 and below: the bar's high is the nearest to it.
  assert.deepEqual(fillsOf(run).map((fill) => fill.slice(0, 3)), [[1, 1, 103.02], [1, -1, 101]]);
});

Deno.test("a liquidation's fee is borne by all shares, also where they stood against one another", () => {
  const margin = {
    tiers: [{ notionalCap: null, maintenanceRate: 0.01, maintenanceAmount: 0, maxLeverage: 50 }],
    liquidationFeeBps: 100,
  };
  const long = scripted((m) => void (m.index === 0 && m.buy({ quantity: 30 }, "")), "long");
  const short = scripted((m) => void (m.index === 0 && m.sell({ quantity: 10 }, "")), "short");
  const both = portfolio("both", [{ strategy: long }, { strategy: short }]);
  const run = prepare(both, barsOf([flat(100), flat(100), flat(50)]), {
    instruments: [{ ...PERP, margin }],
    cash: 500,
    model: { leverage: 10 },
  }).run();
  assert.deepEqual(run.account.lots[0], 0);
  assert.deepEqual(fillsOf(run).at(-1)!.slice(0, 2), [2, -20]);
  assert.equal(run.account.feesPaid, 10);
  assert.deepEqual(run.shares.map(({ feesPaid }) => feesPaid), [7.5, 2.5]);
});

/** An order, a change of it on the next bar, and what became of it. */
const CHANGES: readonly {
  readonly of: string;
  readonly place: (m: Market) => number;
  readonly change: ChangeRequest;
  readonly refusal: string;
}[] = [
  {
    of: "the quantity of an order by quote amount",
    place: (m) => m.buy({ quote: 100 }, ""),
    change: { quantity: 5 },
    refusal: "it is by quote amount, not by quantity",
  },
  {
    of: "the limit of a stop",
    place: (m) => m.buy({ quantity: 1, stop: 110 }, ""),
    change: { limit: 111 },
    refusal: "it has no limit",
  },
  {
    of: "the stop of a limit order",
    place: (m) => m.buy({ quantity: 1, limit: 90 }, ""),
    change: { stop: 111 },
    refusal: "it has no stop",
  },
  {
    of: "the quantity of what protects an entry",
    place: (m) => m.buy({ quantity: 1, limit: 90, stopLoss: 80 }, "") + 1,
    change: { quantity: 5 },
    refusal: "it is as large as what its entry fills",
  },
];

for (const { of, place, change, refusal } of CHANGES) {
  Deno.test(`a change of ${of} is refused, and leaves the order as it was`, () => {
    let id = 0;
    const run = runScript(still(100, 3), {
      0: (m) => id = place(m),
      1: (m) => id = place(m),
      2: (m) => m.change(id, change),
    }, { model: { latency: { medianMs: 3 * HOUR } } });
    const { orders } = run;
    assert.equal(orders.reasons.get(id), `not changed: ${refusal}`);
    const terms = (at: number) => [orders.quantity[at], orders.limit[at], orders.trigger[at]];
    assert.deepEqual(terms(id - 1), terms(id - 1 - orders.rows / 2));
  });
}

Deno.test("an order that is refused keeps that reason, though its change is refused too", () => {
  const run = runScript(still(100, 2), {
    0(m) {
      m.change(m.buy({ quantity: 1000 }, ""), { quantity: 1 });
    },
  });
  assert.deepEqual(statesOf(run), ["refused: costs 100100 of 10000 free cash"]);
});

Deno.test("nothing is traded once it is delisted, though there are bars of it", () => {
  const run = runScript(still(100, 5), {
    0: (m) => m.buy({ quantity: 1 }, ""),
    1: (m) => m.buy({ quantity: 1 }, "too late"),
    3: (m) => m.buy({ quantity: 1 }, "far too late"),
  }, { instruments: [{ ...ACME, delisted: 2 * HOUR }] });
  assert.deepEqual(fillsOf(run).map((fill) => fill.slice(0, 3)), [[1, 1, 100], [1, -1, 100]]);
  assert.deepEqual(statesOf(run).slice(1), Array(2).fill("refused: ACME has been delisted"));
});

Deno.test("a delisting within a hole of the bars is settled at the last price, after its funding", () => {
  const candles = [flat(100), flat(100), flat(120), flat(120)];
  const all = barsOf(candles);
  // One bar each at 0, 1, 6 and 7 hours; it is delisted at 4.
  all.ts.set([0, HOUR, 6 * HOUR, 7 * HOUR]);
  const hold = basket("hold", {}, (_, [m]) => ({
    onBars() {
      if (m!.index === 0) m!.buy({ quantity: 10 }, "");
      if (m!.index === 1) m!.buy({ quantity: 10, limit: 50 }, "");
    },
  }));
  const run = prepare(hold, all, {
    instruments: [{ ...PERP, delisted: 4 * HOUR }],
    funding: [{
      ts: Float64Array.of(3 * HOUR, 5 * HOUR),
      rate: Float64Array.of(0.01, 0.01),
      price: Float64Array.of(NaN, NaN),
    }],
  }).run();
  assert.deepEqual(fillsOf(run).map((fill) => fill.slice(0, 3)), [[1, 10, 100], [2, -10, 100]]);
  assert.deepEqual(statesOf(run), ["filled", "cancelled: the instrument was delisted"]);
  assert.deepEqual([...run.flows.amount.subarray(0, run.flows.rows)], [-10]);
  assert.equal(run.account.cash, 9_990);
});
