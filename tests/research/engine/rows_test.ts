import assert from "node:assert/strict";
import { Rows } from "../../../research/engine/mod.ts";
import { ACME, barsOf, HOUR, prepare, scripted, still } from "../fixtures.ts";
import type { Bars } from "../../../data/bars.ts";

/** Bars at these hours; the price says which bar it is. */
function at(hours: readonly number[], price = 100): Bars {
  const bars = barsOf(hours.map((hour) => still(price + hour, 1)[0]!));
  hours.forEach((hour, i) => bars.ts[i] = hour * HOUR);
  return bars;
}

const hoursOf = (rows: Rows) => [...rows.ts].map((ts) => ts / HOUR);
const has = (rows: Rows, count: number) =>
  hoursOf(rows).map((_, row) =>
    Array.from({ length: count }, (_, i) => rows.has(row, i) ? "x" : ".").join("")
  );

Deno.test("Rows of instruments with the same times is one row a bar, with all of them", () => {
  const rows = new Rows([at([0, 1, 3]), at([0, 1, 3])], HOUR);
  assert.deepEqual([hoursOf(rows), has(rows, 2)], [[0, 1, 3], ["xx", "xx", "xx"]]);
});

Deno.test("Rows merges gaps, late starts and early ends in time order", () => {
  const rows = new Rows([at([0, 1, 4]), at([1, 2, 3, 4, 5]), at([2])], HOUR);
  assert.deepEqual(hoursOf(rows), [0, 1, 2, 3, 4, 5]);
  assert.deepEqual(has(rows, 3), ["x..", "xx.", ".xx", ".x.", "xx.", ".x."]);
});

Deno.test("Rows of equal length with different times are merged too", () => {
  const rows = new Rows([at([0, 2]), at([0, 1])], HOUR);
  assert.deepEqual([hoursOf(rows), has(rows, 2)], [[0, 1, 2], ["xx", ".x", "x."]]);
});

Deno.test("Rows of no bars has no rows", () => {
  assert.equal(new Rows([at([])], HOUR).length, 0);
  assert.equal(new Rows([at([]), at([3])], HOUR).length, 1);
});

Deno.test("Rows refuses times that go back or stand still", () => {
  const message = /Cannot run over bars whose time goes back at 1970-01-01T0/;
  for (const hours of [[0, 2, 1], [0, 1, 1]]) {
    assert.throws(() => new Rows([at(hours)], HOUR), message);
    assert.throws(() => new Rows([at([0, 5]), at(hours)], HOUR), message);
  }
});

Deno.test("Rows refuses bars that overlap, within an instrument and between two", () => {
  const message = /Cannot run over bars that overlap at 1970-01-01T01:30:00.000Z; put all/;
  assert.throws(() => new Rows([at([0, 1, 1.5])], HOUR), message);
  assert.throws(() => new Rows([at([0, 1, 2.5]), at([0, 1.5, 2.5])], HOUR), message);
});

Deno.test("Simulation calls a market only where it has a bar, and marks it at its last close", () => {
  const seen: unknown[] = [];
  const strategy = scripted((m) => {
    seen.push([m.symbol, m.index, m.close.value, m.ts.value / HOUR]);
    if (m.symbol === "BOLT" && m.index === 0) m.buy({ quantity: 10 }, "in");
  });
  const instruments = [ACME, { ...ACME, symbol: "BOLT", takerFeeBps: 0 }];
  const run = prepare(strategy, [at([0, 1, 2, 3]), at([1, 3], 50)], { instruments }).run();
  assert.deepEqual(seen, [
    ["ACME", 0, 100, 0],
    ["ACME", 1, 101, 1],
    ["BOLT", 0, 51, 1],
    ["ACME", 2, 102, 2],
    ["ACME", 3, 103, 3],
    ["BOLT", 1, 53, 3],
  ]);
  assert.deepEqual([run.fills.bar[0], run.fills.price[0]], [3, 53]);
  assert.deepEqual([...run.curve().equity], [10_000, 10_000, 10_000, 10_000]);
});

Deno.test("Simulation keeps a position's last mark through rows without its bar", () => {
  const strategy = scripted((m) => {
    if (m.symbol === "BOLT" && m.index === 0) m.buy({ quantity: 10 }, "in");
  });
  const instruments = [ACME, { ...ACME, symbol: "BOLT", takerFeeBps: 0 }];
  const bolt = at([0, 1, 4], 50);
  bolt.close[1] = 60;
  const run = prepare(strategy, [at([0, 1, 2, 3, 4]), bolt], { instruments }).run();
  assert.deepEqual([...run.curve().equity], [10_000, 10_090, 10_090, 10_090, 10_030]);
});
