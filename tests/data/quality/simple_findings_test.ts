import assert from "node:assert/strict";
import { findBadPrices } from "../../../data/quality/find_bad_prices.ts";
import { findCadence } from "../../../data/quality/find_cadence.ts";
import { findOffGrid } from "../../../data/quality/find_off_grid.ts";
import { findZeroVolume } from "../../../data/quality/find_zero_volume.ts";
import { typicalStepMs } from "../../../data/quality/typical_step.ts";
import { unsortedFinding } from "../../../data/quality/unsorted_finding.ts";
import { OrderCounter } from "../../../data/import/order_counter.ts";
import { barsAt } from "../helpers.ts";

const hour = 3_600_000;
const hours = Float64Array.from({ length: 20 }, (_, i) => i * hour);

Deno.test("off_grid: times beside the grid are counted with the range of their offsets", () => {
  assert.deepEqual(findOffGrid(hours, hour), []);
  const late = hours.map((ts, i) => i === 3 ? ts + 31 : i === 7 ? ts - 2 : ts);
  assert.deepEqual(findOffGrid(late, hour), [{
    kind: "off_grid",
    from: 3 * hour + 31,
    to: 7 * hour - 2,
    detail: "2 of 20 times lie -2 to 31 ms off the grid; an exact join loses them",
  }]);
  assert.deepEqual(findOffGrid(hours.map((ts) => ts + 1800_000), hour), [], "a grid of its own");
});

Deno.test("cadence: the step that most rows keep is not the timeframe's", () => {
  assert.deepEqual(findCadence(hours, hour), []);
  const [finding] = findCadence(hours, 4 * hour);
  assert.equal(finding!.detail, "rows are 1h apart, not 4h");
  const odd = hours.map((ts) => ts * 7);
  assert.equal(findCadence(odd, hour)[0]!.detail, "rows are 25,200 s apart, not 1h");
});

Deno.test("typicalStepMs forgives milliseconds and holes, and needs a majority", () => {
  const jittered = hours.map((ts, i) => ts * 8 + (i * 7) % 31);
  assert.equal(typicalStepMs(jittered), 8 * hour);
  assert.equal(typicalStepMs(hours.filter((_, i) => i % 5 !== 0)), hour);
  assert.equal(typicalStepMs(hours.map((ts, i) => ts * i)), undefined);
  assert.equal(typicalStepMs(hours.subarray(0, 9)), undefined);
});

Deno.test("price and ohlc: each bar that breaks a rule, by its kind", () => {
  const bars = barsAt([0, 1, 2, 3]);
  bars.low[1] = NaN;
  bars.open[2] = 0;
  bars.high[3] = 99;
  const found = findBadPrices(bars);
  assert.deepEqual(found.map(({ kind, from }) => [kind, from]), [
    ["price", 1],
    ["price", 2],
    ["ohlc", 3],
  ]);
  assert.equal(found[2]!.detail, "open 100, high 99, low 99, close 100.5");
});

Deno.test("zero_volume: neighbours are one finding; bars of unknown volume are none", () => {
  const bars = barsAt([0, 1, 2, 3, 4, 5]);
  for (const column of [bars.open, bars.high, bars.low, bars.close]) column.fill(7);
  bars.volume.set([0, 0, 5, 0, NaN, 1]);
  assert.deepEqual(findZeroVolume(bars), [
    { kind: "zero_volume", from: 0, to: 1, detail: "2 flat bars without volume" },
    { kind: "zero_volume", from: 3, to: 3, detail: "a flat bar at 7 without volume" },
  ]);
});

Deno.test("unsorted: blocks and backward jumps; a reversed file is in order", () => {
  const order = (times: readonly number[]) => {
    const counter = new OrderCounter();
    for (const ts of times) counter.add(ts * hour);
    return counter.order();
  };
  const [finding] = unsortedFinding(order([7, 8, 9, 1, 2, 3, 4, 5, 6]));
  assert.deepEqual([finding!.from, finding!.to], [hour, 9 * hour]);
  assert.equal(
    finding!.detail,
    "2 blocks out of order, 1 backward jump: 1970-01-01 09:00 is followed by 1970-01-01 01:00",
  );
  for (const times of [[1, 2, 3], [3, 2, 1], [1, 1, 2]]) {
    assert.deepEqual(unsortedFinding(order(times)), []);
  }
});
