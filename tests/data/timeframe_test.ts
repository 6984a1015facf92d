import assert from "node:assert/strict";
import { timeframeMs, timeframeOf, timeframes } from "../../data/timeframe.ts";
import { gridMs } from "../../data/grid.ts";
import { dayMs, hourMs, refuses } from "./helpers.ts";

Deno.test("timeframeMs gives the length of each timeframe, shortest first", () => {
  const lengths = timeframes.map(timeframeMs);
  assert.deepEqual(lengths, lengths.toSorted((a, b) => a - b));
  assert.equal(timeframeMs("1m"), 60_000);
  assert.equal(timeframeMs("1h"), hourMs);
  assert.equal(timeframeMs("1w"), 7 * dayMs);
  for (const timeframe of timeframes) assert.equal(timeframeOf(timeframeMs(timeframe)), timeframe);
});

Deno.test("timeframeMs names the timeframe that a misspelt one meant", async () => {
  for (const [wrong, right] of [["60m", "1h"], ["1hour", "1h"], ["24H", "1d"], ["1D", "1d"]]) {
    await refuses(() => timeframeMs(wrong!), `"${wrong}"`, `did you mean "${right}"?`, "1m, 3m");
  }
  await refuses(() => timeframeMs("fortnight"), 'Unknown timeframe "fortnight" (known: 1s, 1m');
});

Deno.test("gridMs lets exchange sessions open on the half hour and weeks on any day", () => {
  assert.equal(gridMs("1h", "crypto"), hourMs);
  assert.equal(gridMs("1h", "equity"), hourMs / 2);
  assert.equal(gridMs("5m", "equity"), 300_000);
  assert.equal(gridMs("1w", "crypto"), dayMs);
});
