import assert from "node:assert/strict";
import { findHoles } from "../../../data/fetch/find_holes.ts";
import { planRanges } from "../../../data/fetch/plan_ranges.ts";
import { hourMs } from "../helpers.ts";

const hours = (...list: number[]) => Float64Array.from(list, (hour) => hour * hourMs);
const inHours = (list: readonly { from: number; to: number; missing?: number }[]) =>
  list.map(({ from, to, missing }) => [from / hourMs, to / hourMs, missing]);

Deno.test("findHoles lists runs before, between and after the rows", () => {
  const range = { from: 0, to: 10 * hourMs, stepMs: hourMs };
  assert.deepEqual(inHours(findHoles(hours(2, 3, 6), range)), [[0, 1, 2], [4, 5, 2], [7, 9, 3]]);
  assert.deepEqual(inHours(findHoles(hours(), range)), [[0, 9, 10]]);
  assert.deepEqual(findHoles(hours(0, 1, 2), { ...range, to: 2 * hourMs + 1 }), []);
});

Deno.test("findHoles takes a changed funding interval for no hole, and a lost payment for one", () => {
  const range = { from: 0, to: 45 * hourMs, stepMs: undefined };
  assert.deepEqual(findHoles(hours(0, 8, 16, 24, 28, 32, 36, 40, 44), range), []);
  assert.deepEqual(inHours(findHoles(hours(0, 8, 16, 32, 40), range)), [[24, 24, 1]]);
  const late = Float64Array.from([0, 8, 16, 24], (hour, i) => hour * hourMs + i * 7);
  assert.deepEqual(findHoles(late, { ...range, to: 25 * hourMs }), []);
});

Deno.test("planRanges asks for holes, and for what follows the last row with that row", () => {
  const options = { from: 0, to: 100 * hourMs, stepMs: hourMs, pageMs: 5 * hourMs };
  const held = hours(10, 11, 12, 14, 15, 40, ...Array.from({ length: 20 }, (_, i) => 41 + i));
  assert.deepEqual(
    planRanges(held, options).map(({ from, to }) => [from / hourMs, (to - 1) / hourMs]),
    [[0, 39], [60, (100 * hourMs - 1) / hourMs]],
    "holes that lie within a page of each other are asked for together",
  );
  assert.deepEqual(planRanges(hours(), options), [{ from: 0, to: 100 * hourMs }]);
  assert.deepEqual(planRanges(hours(0, 1), { ...options, to: 1 * hourMs + 1 }), [
    { from: hourMs, to: hourMs + 1 },
  ]);
});
