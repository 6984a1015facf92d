import assert from "node:assert/strict";
import grid from "../../../research/strategies/grid.ts";
import type { Candle } from "../fixtures.ts";
import { runOn, tradedIn } from "./run_candles.ts";

const params = { offset: 1, levels: 3, sellOffset: 2, reprice: 3, maxGrids: 4 };

/** Bar, limit and state of the orders to buy, and the limit and state of what sells them. */
function levelsOf({ orders }: ReturnType<typeof runOn>): unknown[][] {
  return orders.filter(({ side }) => side === "buy").map((buy) => {
    const sell = orders[buy.id]!;
    assert.equal(sell.parent, buy.id);
    return [buy.bar, buy.limitPrice, buy.state, sell.limitPrice, sell.state];
  });
}

Deno.test("grid hangs its levels under the close, each with a quarter of the cash", () => {
  const result = runOn(grid, [{ candles: [100, 100, 100] }], { params });
  assert.deepEqual(levelsOf(result), [
    [0, "99", "working", "100.98", "held"],
    [0, "98", "working", "99.96", "held"],
    [0, "97", "working", "98.94", "held"],
  ]);
  // A quarter of 0.99 · 10,000 / 1.001 is 2,472.5, 24.97 units of 99. What lots leave over is shared:
  // a third of the rest is 2,512.6, 25.6 units of 98, and half of that rest 2,556.2, 26.4 units of 97.
  assert.deepEqual(
    result.orders.filter(({ side }) => side === "buy").map(({ quantity }) => quantity),
    ["24", "25", "26"],
  );
});

Deno.test("grid sells what a level bought above it, and hangs the level again", () => {
  const candles: (Candle | number)[] = [100, [100, 100, 97.5, 98], [98, 101.5, 98, 101], 101];
  const result = runOn(grid, [{ candles }], { params });
  assert.deepEqual(tradedIn(result), [
    [1, 24, 99],
    [1, 25, 98],
    [2, -25, 99.96],
    [2, -24, 100.98],
  ]);
  assert.deepEqual(levelsOf(result), [
    [0, "99", "filled", "100.98", "filled"],
    [0, "98", "filled", "99.96", "filled"],
    [0, "97", "working", "98.94", "held"],
    [2, "99", "working", "100.98", "held"],
    [2, "98", "working", "99.96", "held"],
  ]);
});

Deno.test("grid leaves a level that lies above the close out until the close is above it", () => {
  // Level 1 is bought and sold within bar 2's swing, which ends under it.
  const candles: (Candle | number)[] = [
    100,
    [100, 100, 98.5, 99],
    [99, 101.5, 98.5, 98.6],
    98.6,
    99.5,
  ];
  const result = runOn(grid, [{ candles }], { params });
  assert.deepEqual(levelsOf(result).map(([bar, price]) => [bar, price]), [
    [0, "99"],
    [0, "98"],
    [0, "97"],
    [4, "99"],
  ]);
});

Deno.test("grid moves up with the price, and keeps what it holds", () => {
  const candles: (Candle | number)[] = [100, [100, 100, 98.5, 99], [99, 99, 99, 99], 104, 104];
  const held = runOn(grid, [{ candles: [...candles.slice(0, 3), 100.9] }], {
    params: { ...params, reprice: 0.5 },
  });
  assert.deepEqual(levelsOf(held).map(([bar, price, state, , sale]) => [bar, price, state, sale]), [
    [0, "99", "filled", "working"],
    [0, "98", "cancelled", "cancelled"],
    [0, "97", "cancelled", "cancelled"],
    [3, "99.89", "working", "held"],
    [3, "98.88", "working", "held"],
    [3, "97.87", "working", "held"],
  ]);
});

Deno.test("grid hangs a new grid under a fall, up to its largest number of purchases, then waits", () => {
  const candles: (Candle | number)[] = [100, [100, 100, 96, 96], [96, 96, 80, 80], 80, 70, 60];
  const result = runOn(grid, [{ candles }], { params });
  assert.deepEqual(
    levelsOf(result).map(([bar, price, state, , sale]) => [bar, price, state, sale]),
    [
      [0, "99", "filled", "working"],
      [0, "98", "filled", "working"],
      [0, "97", "filled", "working"],
      [1, "95.04", "filled", "working"],
    ],
  );
  assert.equal(result.orders.length, 8);
});

Deno.test("grid leaves a refused level out until it is hung anew", () => {
  // Each level is worth 2,376 to 2,678: two fit into 5,000 at first, one at the higher price.
  const candles = [100, 100, 100, 104, 104];
  const result = runOn(grid, [{ candles }], {
    params,
    model: { limits: { maxPosition: 5_000 } },
  });
  assert.deepEqual(levelsOf(result).map(([bar, , state]) => [bar, state]), [
    [0, "cancelled"],
    [0, "cancelled"],
    [0, "refused"],
    [3, "working"],
    [3, "refused"],
    [3, "refused"],
  ]);
});

Deno.test("grid refuses levels below 0", () => {
  assert.throws(
    () => runOn(grid, [{ candles: [100] }], { params: { offset: 10, levels: 10 } }),
    /Cannot hang 10 levels 10 % apart; the last is below 0/,
  );
});
