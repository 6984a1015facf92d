import assert from "node:assert/strict";
import { type Market, strategy } from "../../../research/engine/mod.ts";
import { Pyramid } from "../../../research/sizing/mod.ts";
import { barsOf, type Candle, fillsOf, prepare, type Setting } from "../fixtures.ts";
import { onPerpetual } from "./market_at.ts";

type Act = (pyramid: Pyramid, m: Market) => void;

function climb(prices: readonly number[], act: Act, setting: Setting = {}) {
  const entries: number[] = [];
  const play = strategy("climb", {}, (_, m) => {
    const pyramid = new Pyramid(m, { units: 3 });
    return {
      onBar() {
        act(pyramid, m);
        entries.push(pyramid.entries);
      },
    };
  });
  const candles = prices.map((price): Candle => [price, price, price, price]);
  const run = prepare(play, barsOf(candles), setting).run();
  return { fills: fillsOf(run).map(([bar, quantity, price]) => [bar, quantity, price]), entries };
}

Deno.test("Pyramid adds a step beyond the last fill, and no more than its units", () => {
  const { fills, entries } = climb(
    [100, 100, 104, 105, 106, 110, 111, 112, 130, 140],
    (pyramid) => pyramid.buy({ quantity: 10, step: 5 }, "unit"),
  );
  // The second unit is decided at 105 and filled at 106: the third waits for 111, filled at 112.
  assert.deepEqual(fills, [[1, 10, 100], [4, 10, 106], [7, 10, 112]]);
  assert.deepEqual(entries, [0, 1, 1, 1, 2, 2, 2, 3, 3, 3]);
});

Deno.test("Pyramid begins anew once the position is closed", () => {
  const { fills, entries } = climb([100, 100, 106, 106, 106, 90, 90], (pyramid, m) => {
    if (m.index === 3) m.exit("out");
    else pyramid.buy({ quantity: 10, step: 5 }, "unit");
  });
  assert.deepEqual(fills, [[1, 10, 100], [3, 10, 106], [4, -20, 106], [5, 10, 90]]);
  assert.deepEqual(entries, [0, 1, 1, 2, 0, 1, 1]);
});

Deno.test("Pyramid builds a short position downwards, on a perpetual", () => {
  const { fills } = climb(
    [100, 100, 96, 95, 94, 89],
    (pyramid, m) => {
      pyramid.sell({ quantity: 10, step: 5 }, "unit");
      if (m.position < 0) assert.equal(pyramid.buy({ quantity: 10, step: 5 }, "other side"), 0);
    },
    onPerpetual(3),
  );
  assert.deepEqual(fills, [[1, -10, 100], [4, -10, 94]]);
});

Deno.test("Pyramid asks for one entry at a time, and again after a refusal", () => {
  const asked: number[] = [];
  climb([100, 100, 100], (pyramid, m) => {
    asked.push(pyramid.buy({ quantity: m.index === 0 ? 1_000 : 10, step: 0 }, "unit"));
    asked.push(pyramid.buy({ quantity: 10, step: 0 }, "at once"));
  });
  assert.deepEqual(asked, [1, 0, 2, 0, 3, 0]);
  assert.throws(
    () => climb([100], (_, m) => void new Pyramid(m, { units: 0 })),
    /Cannot build up 0 units; give a whole number from 1/,
  );
});
