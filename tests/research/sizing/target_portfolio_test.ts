import assert from "node:assert/strict";
import { mapColumns } from "../../../data/bar_columns.ts";
import { basket } from "../../../research/engine/mod.ts";
import { type RebalanceTerms, targetPortfolio } from "../../../research/sizing/mod.ts";
import {
  ACME,
  barsOf,
  type Candle,
  fillsOf,
  HOUR,
  prepare,
  type Setting,
  statesOf,
} from "../fixtures.ts";
import { PERP } from "./market_at.ts";

const BETA = { ...ACME, symbol: "BETA" };
const bars = (prices: readonly number[], start = 0) =>
  barsOf(prices.map((price): Candle => [price, price, price, price]), { start });

/** Aims for the weights of each row; the last ones go on. */
function hold(
  prices: readonly (readonly number[])[],
  weights: readonly (readonly number[])[],
  { terms = {}, setting = {}, starts = [] }: {
    terms?: RebalanceTerms;
    setting?: Setting;
    starts?: readonly number[];
  } = {},
) {
  const done: boolean[] = [];
  let row = 0;
  const play = basket("hold", {}, (_, markets) => ({
    onBars() {
      done.push(targetPortfolio(markets, weights[row++] ?? weights.at(-1)!, terms));
    },
  }));
  const columns = prices.map((each, i) => bars(each, starts[i]));
  const run = prepare(play, columns, { instruments: [ACME, BETA], ...setting }).run();
  const fills = Array.from({ length: run.fills.rows }, (_, i) => [
    run.fills.bar[i]!,
    run.fills.instrument[i]!,
    fillsOf(run)[i]![1]!,
  ]);
  return { run, done, fills };
}

Deno.test("targetPortfolio sells before it buys, one bar apart, with the cash that is there then", () => {
  const { fills, done, run } = hold(
    [[100, 100, 100, 100, 100, 100], [100, 100, 100, 100, 100, 100]],
    [[0.9, 0], [0.9, 0], [0, 0.9]],
  );
  // 9,000 / 100.1 = 89 units of the first; sold in bar 3; 0.9 · 9,982.2 / 100.1 = 89 of the second.
  assert.deepEqual(fills, [[1, 0, 89], [3, 0, -89], [4, 1, 89]]);
  assert.deepEqual(done, [false, true, false, false, true, true]);
  assert.deepEqual(statesOf(run), ["filled", "filled", "filled"]);
});

Deno.test("targetPortfolio shares the cash where it does not reach for all", () => {
  const { fills } = hold([[100, 100, 100], [100, 100, 100]], [[0.75, 0.25]], {
    terms: { band: 0 },
  });
  // 7,500 and 2,500 of 10,000: 74.9 and 24.9 units.
  assert.deepEqual(fills, [[1, 0, 74], [1, 1, 24]]);
  const perpetual = hold([[100, 100], [100, 100]], [[1, 1]], {
    setting: { instruments: [ACME, PERP], model: { leverage: 2 } },
  });
  // 10,000 and half of 10,000 of margin are needed: two thirds of each, 6,666.7. Of the 3,333.3 left
  // as margin a hundredth is not used: 0.99 · 3,333.3 / (1/2 + 0.001) / 100 / 1.001 = 65.8.
  assert.deepEqual(perpetual.fills, [[1, 0, 66], [1, 1, 65]]);
});

Deno.test("targetPortfolio trades back to the target what has left its band, and nothing else", () => {
  const { fills, done } = hold(
    [[100, 100, 100, 150, 150, 150], [100, 100, 100, 100, 100, 100]],
    [[0.45, 0.45]],
    { terms: { band: 0.06 } },
  );
  // 44 units each. At 150 equity is 12,191.2 and the weights are 0.541 and 0.361: both are out.
  // Sold: 0.0914 · 12,191.2 / 150 = 7 units. Bought: (0.45 − 4,400 / 12,190) · 12,190 / 100.1 = 10.
  assert.deepEqual(fills, [[1, 0, 44], [1, 1, 44], [4, 0, -7], [5, 1, 10]]);
  assert.deepEqual(done, [false, true, true, false, false, true]);
});

Deno.test("targetPortfolio leaves an instrument without a bar for the row that has one", () => {
  const { fills, done } = hold([[100, 100, 100, 100], [100, 100, 100]], [[0.5, 0.4]], {
    starts: [0, HOUR],
    terms: { band: 0.02 },
  });
  assert.deepEqual(fills, [[1, 0, 49], [2, 1, 39]]);
  assert.deepEqual(done, [false, false, true, true]);
});

Deno.test("targetPortfolio sizes an instrument by a bar of its own, and lets the others go on", () => {
  const weights = [[0, 0.1], [0, 0.1], [0.4, 0.4], [0.4, 0.4], [0.4, 0.4]];
  let row = 0;
  const play = basket("hold", {}, (_, markets) => ({
    onBars: () => void targetPortfolio(markets, weights[row++]!, { band: 0.02 }),
  }));
  const holed = bars([100, 100, 100, 200, 200]);
  const without = mapColumns((name) => holed[name].filter((_, i) => i !== 1 && i !== 2));
  const run = prepare(play, [bars([100, 100, 100, 100, 100]), without], {
    instruments: [ACME, BETA],
  }).run();
  const asked = Array.from(
    run.orders.ts.subarray(0, run.orders.rows),
    (ts, i) => [ts / HOUR - 1, run.orders.instrument[i]!],
  );
  // The order of row 0 waits two rows for a bar; the first instrument is bought in row 2 all the same.
  assert.deepEqual(asked, [[0, 1], [2, 0], [3, 1]]);
});

Deno.test("targetPortfolio holds a long leg against a short one", () => {
  const setting = { instruments: [PERP, { ...PERP, symbol: "BETA" }], model: { leverage: 2 } };
  const turn = hold([[100, 100, 100, 100, 100], [100, 100, 100, 100, 100]], [
    [0.6, -0.6],
    [0.6, -0.6],
    [-0.6, 0.6],
  ], { setting, terms: { band: 0.03 } });
  assert.deepEqual(turn.fills, [
    [1, 0, 59],
    [1, 1, -59],
    [3, 0, -59],
    [3, 1, 59],
    [4, 0, -59],
    [4, 1, 59],
  ]);
});

Deno.test("targetPortfolio refuses weights that cannot be held together", () => {
  assert.throws(() => hold([[100], [100]], [[0.6, 0.6]]), /Cannot hold weights of 1.2 in all/);
  assert.throws(
    () => hold([[100], [100]], [[0.6]]),
    /Cannot hold 2 instruments at 1 weights; give one each/,
  );
});
