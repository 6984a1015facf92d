import assert from "node:assert/strict";
import { drawdownDuration } from "../../../research/metrics/drawdown_duration.ts";
import { drawdownEpisodes } from "../../../research/metrics/drawdown_episodes.ts";
import { drawdowns } from "../../../research/metrics/drawdowns.ts";
import { maxDrawdown } from "../../../research/metrics/max_drawdown.ts";
import { assertCloseTo } from "./assert_close_to.ts";

const DAY = 86_400_000;

function daily(...equity: number[]) {
  return {
    ts: Float64Array.from(equity, (_, day) => day * DAY),
    equity: Float64Array.from(equity),
  };
}

const TWO_FALLS = daily(100, 90, 100, 120, 60, 90, 130, 130, 117);

Deno.test("drawdowns measures every bar from the peak so far", () => {
  assert.deepEqual([...drawdowns(daily(100, 90, 120, 60).equity)].map((x) => +x.toFixed(12)), [
    0,
    -0.1,
    0,
    -0.5,
  ]);
  assert.deepEqual([...drawdowns(daily(-1, 0).equity)], [NaN, NaN]);
});

Deno.test("maxDrawdown is the deepest fall from a peak", () => {
  assertCloseTo(maxDrawdown(TWO_FALLS.equity), -0.5);
  assert.equal(maxDrawdown(daily(100, 110).equity), 0);
  assert.equal(maxDrawdown(daily(100, 100).equity), 0);
  assertCloseTo(maxDrawdown(daily(100, -20).equity), -1.2);
  assert.equal(maxDrawdown(daily(100).equity), 0);
  assert.equal(maxDrawdown(daily().equity), null);
  assert.equal(maxDrawdown(daily(-5, -10).equity), null);
});

Deno.test("drawdownDuration runs from the last bar at the peak to the recovery", () => {
  assert.equal(drawdownDuration(TWO_FALLS), 3);
  assert.equal(drawdownDuration(daily(100, 100, 99, 100)), 2);
});

Deno.test("drawdownDuration counts a drawdown that has not recovered", () => {
  assert.equal(drawdownDuration(daily(100, 90, 100, 99, 98, 97, 99)), 4);
});

Deno.test("drawdownDuration is 0 without a fall and null without bars", () => {
  assert.equal(drawdownDuration(daily(100, 101, 101)), 0);
  assert.equal(drawdownDuration(daily(100)), 0);
  assert.equal(drawdownDuration(daily()), null);
});

Deno.test("drawdownEpisodes lists the deepest first, the open one without recovery", () => {
  const episodes = drawdownEpisodes(TWO_FALLS);
  assert.deepEqual(
    episodes.map(({ depth, ...rest }) => ({ depth: +depth.toFixed(12), ...rest })),
    [
      { depth: -0.5, peakTs: 3 * DAY, troughTs: 4 * DAY, recoveryTs: 6 * DAY, days: 3 },
      { depth: -0.1, peakTs: 0, troughTs: DAY, recoveryTs: 2 * DAY, days: 2 },
      { depth: -0.1, peakTs: 7 * DAY, troughTs: 8 * DAY, recoveryTs: null, days: 1 },
    ],
  );
});

Deno.test("drawdownEpisodes keeps no more than asked for", () => {
  const many = daily(...Array.from({ length: 101 }, (_, i) => i % 2 ? 100 - i % 17 : 100));
  assert.equal(drawdownEpisodes(many, 3).length, 3);
  assertCloseTo(drawdownEpisodes(many, 1)[0]?.depth, maxDrawdown(many.equity));
  assert.deepEqual(drawdownEpisodes(many, 0), []);
  assert.deepEqual(drawdownEpisodes(daily()), []);
  assert.deepEqual(drawdownEpisodes(daily(1, 2, 2)), []);
});
