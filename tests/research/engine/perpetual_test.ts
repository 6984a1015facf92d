import assert from "node:assert/strict";
import type { Instrument } from "../../../data/instrument.ts";
import {
  type FundingRates,
  liquidationPriceOf,
  type Market,
} from "../../../research/engine/mod.ts";
import {
  ACME,
  type Candle,
  fillsOf,
  HOUR,
  runScript,
  type Setting,
  statesOf,
} from "../fixtures.ts";

const PERP: Instrument = {
  ...ACME,
  symbol: "ACME/USD:USD",
  kind: "perpetual",
  makerFeeBps: 0,
  takerFeeBps: 10,
  margin: {
    tiers: [
      { notionalCap: 50_000, maintenanceRate: 0.01, maintenanceAmount: 0, maxLeverage: 50 },
      { notionalCap: null, maintenanceRate: 0.02, maintenanceAmount: 500, maxLeverage: 20 },
    ],
    liquidationFeeBps: 100,
  },
};
const flat = (price: number): Candle => [price, price, price, price];
const perp = (
  candles: readonly Candle[],
  script: Readonly<Record<number, (m: Market) => void>>,
  setting: Setting = {},
) => runScript(candles, script, { instruments: [PERP], ...setting });

function near(actual: number, expected: number): void {
  assert.ok(Math.abs(actual - expected) < 1e-9, `${actual} is not ${expected}`);
}

Deno.test("a short perpetual earns what the price falls, less fees", () => {
  const run = perp([flat(100), flat(100), flat(90), flat(90)], {
    0: (m) => m.sell({ quantity: 10 }, "short"),
    2: (m) => {
      assert.equal(m.position, -10);
      assert.equal(m.entryPrice, 100);
      near(m.equity, 10_000 - 1 + 100);
      m.exit("cover");
    },
  });
  assert.deepEqual(fillsOf(run), [[1, -10, 100, 1], [3, 10, 90, 0.9]]);
  near(run.account.cash, 10_000 - 1 + 100 - 0.9);
  assert.equal(run.account.lots[0], 0);
});

Deno.test("adding to a perpetual averages its price, reducing settles, turning round begins anew", () => {
  const run = perp([flat(100), flat(100), flat(110), flat(120), flat(120)], {
    0: (m) => m.buy({ quantity: 10 }, ""),
    1: (m) => m.buy({ quantity: 30 }, ""),
    2: (m) => m.sell({ quantity: 50 }, ""),
  });
  // 10 at 100 and 30 at 110: 107.5. 40 of them sold at 120: 500. 10 short from 120.
  assert.equal(run.account.lots[0], -10);
  assert.equal(run.account.entryPrice[0], 120);
  near(run.account.cash, 10_000 + 500 - (1000 + 3300 + 6000) / 1000);
});

Deno.test("an order on a perpetual needs margin at the account's leverage, no more", () => {
  const orders = {
    0: (m: Market) => {
      m.buy({ quantity: 501 }, "");
      m.buy({ quantity: 497 }, "");
      m.buy({ quantity: 100 }, "");
    },
  };
  const run = perp([flat(100), flat(100)], orders, { model: { leverage: 5 } });
  // 501 · 100 / 5 = 10,020 and the fee of 50.1; 497: 9,940 and 49.7.
  assert.deepEqual(statesOf(run), [
    "refused: needs 10070.1 of margin, of 10000 free",
    "filled",
    "refused: needs 11999.7 of margin, of 10000 free",
  ]);
});

Deno.test("what takes from a perpetual's position passes without free margin; reduce-only never turns it", () => {
  const run = perp([flat(100), flat(100), flat(100), flat(100)], {
    0: (m) => m.buy({ quantity: 99 }, ""),
    1: (m) => {
      m.sell({ quantity: 100, reduceOnly: true }, "");
      m.buy({ quantity: 1, reduceOnly: true }, "");
      m.sell({ quantity: 60, reduceOnly: true }, "");
      m.sell({ quantity: 39 }, "");
    },
  });
  assert.deepEqual(statesOf(run), [
    "filled",
    "refused: reduce-only, and larger than what is free of the position",
    "refused: reduce-only, and there is no position in ACME/USD:USD to reduce",
    "filled",
    "filled",
  ]);
  assert.equal(run.account.lots[0], 0);
});

Deno.test("a reduce-only order takes what is left of the position when its time comes", () => {
  const run = perp([flat(100), flat(100), [100, 100, 95, 95], [95, 95, 89, 90]], {
    0: (m) => m.buy({ quantity: 10 }, ""),
    1: (m) => {
      m.sell({ quantity: 10, stop: 90, reduceOnly: true }, "");
      m.sell({ quantity: 6, stop: 96 }, "");
    },
  });
  assert.deepEqual(fillsOf(run).map((fill) => fill.slice(0, 3)), [
    [1, 10, 100],
    [2, -6, 96],
    [3, -4, 90],
  ]);
  assert.deepEqual(statesOf(run).slice(1), [
    "expired: there is no position left to reduce",
    "filled",
  ]);
});

const funding = (rows: readonly (readonly [ts: number, rate: number, price: number])[]) =>
  [{
    ts: Float64Array.from(rows, ([ts]) => ts),
    rate: Float64Array.from(rows, ([, rate]) => rate),
    price: Float64Array.from(rows, ([, , price]) => price),
  }] satisfies FundingRates[];

Deno.test("funding falls to the position before the orders of its bar, at the mark, else at the open", () => {
  const run = perp([flat(100), flat(100), flat(110), [120, 121, 119, 120], flat(120)], {
    0: (m) => m.buy({ quantity: 10 }, ""),
    2: (m) => m.sell({ quantity: 20 }, ""),
  }, {
    funding: funding([
      [HOUR, 0.01, NaN], // before the fill of bar 1: nothing is held
      [2 * HOUR + 17, 0.001, NaN], // 17 ms late: 10 units at the open of 110
      [3 * HOUR, -0.002, 125], // still long, at the mark of 125
      [4 * HOUR, 0.003, NaN], // short 10 units at 120
    ]),
  });
  const { flows } = run;
  assert.equal(flows.rows, 3);
  near(flows.amount[0]!, -10 * 110 * 0.001);
  near(flows.amount[1]!, 10 * 125 * 0.002);
  near(flows.amount[2]!, 10 * 120 * 0.003);
  assert.deepEqual([...flows.bar.subarray(0, 3)], [2, 3, 4]);
  near(run.account.fundingReceived, -1.1 + 2.5 + 3.6);
  const curve = run.curve();
  assert.equal(curve.equity.at(-1), run.account.equity());
  assert.equal(curve.cash.at(-1), run.account.cash);
});

Deno.test("funding within a bar falls to the position after its orders", () => {
  const run = perp([flat(100), flat(100), flat(100)], { 0: (m) => m.buy({ quantity: 10 }, "") }, {
    funding: funding([[HOUR + HOUR / 2, 0.001, 101]]),
  });
  near(run.flows.amount[0]!, -10 * 101 * 0.001);
});

// Binance, "How to calculate liquidation price of USDⓈ-M futures contracts": one wallet of
// 1,535,443.01 with a long of 3,683.979 ETHUSDT at 1,456.84 and one of 109.488 BTCUSDT at 32,481.98.
Deno.test("liquidationPriceOf has the prices of Binance's worked example", () => {
  const wallet = 1_535_443.01;
  const eth = liquidationPriceOf({
    wallet,
    otherMaintenance: 71_200.81144,
    otherUnrealised: -56_354.57,
    units: 3_683.979,
    entryPrice: 1_456.84,
    tier: { maintenanceRate: 0.1, maintenanceAmount: 135_365 },
  });
  assert.equal(eth.toFixed(2), "1153.26");
  const btc = liquidationPriceOf({
    wallet,
    otherMaintenance: 356_512.508,
    otherUnrealised: -448_192.89,
    units: 109.488,
    entryPrice: 32_481.98,
    tier: { maintenanceRate: 0.025, maintenanceAmount: 16_300 },
  });
  assert.equal(btc.toFixed(2), "26316.89");
});

Deno.test("a cross position is liquidated where equity meets its maintenance margin, with the fee", () => {
  const run = perp([flat(100), flat(100), [100, 100, 75, 80], flat(80)], {
    0: (m) => m.buy({ quantity: 450 }, ""),
  }, { model: { leverage: 5 } });
  // Wallet 10,000 − 45: (9955 − 450 · 100) / (450 · 0.01 − 450) = 78.6644…
  const level = (9_955 - 45_000) / (450 * 0.01 - 450);
  const [entry, taken] = fillsOf(run);
  assert.deepEqual(entry, [1, 450, 100, 45]);
  assert.equal(taken![0], 2);
  assert.equal(taken![1], -450);
  near(taken![2]!, level);
  near(taken![3]!, 450 * level * 0.01);
  assert.equal(run.fills.orderId[1], 0);
  near(run.account.cash, Math.max(0, 9_955 + 450 * (level - 100) - 450 * level * 0.01));
});

Deno.test("a liquidation past a gap cannot take more than the account has", () => {
  const run = perp([flat(100), flat(100), flat(50), flat(50)], {
    0: (m) => m.buy({ quantity: 450 }, ""),
  }, { model: { leverage: 5 } });
  assert.equal(run.account.cash, 0);
  assert.equal(run.fills.price[1], 50);
  // 9,955 − 450 · 50 − the fee of 225 is −12,770: the insurance fund's.
  near(run.flows.amount[0]!, 12_770);
  assert.equal(run.curve().equity.at(-1), 0);
});

Deno.test("an isolated position loses its margin and no more", () => {
  const run = perp([flat(100), flat(100), flat(50), flat(50)], {
    0: (m) => m.buy({ quantity: 100 }, ""),
  }, { model: { leverage: 10, marginMode: "isolated" } });
  // The margin is 10,000 / 10.
  near(run.account.cash, 10_000 - 10 - 1_000);
});

Deno.test("a stop before the liquidation price saves the position from it", () => {
  const run = perp([flat(100), flat(100), [100, 100, 70, 72]], {
    0: (m) => m.buy({ quantity: 450, stopLoss: 80 }, ""),
  }, { model: { leverage: 5 } });
  assert.deepEqual(fillsOf(run).map((fill) => fill.slice(0, 3)), [[1, 450, 100], [2, -450, 80]]);
});
