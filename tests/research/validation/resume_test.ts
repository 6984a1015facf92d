import assert from "node:assert/strict";
import {
  listingOf,
  type ParameterSchema,
  type SimulationInput,
  type Strategy,
  strategy,
} from "../../../research/engine/mod.ts";
import donchian from "../../../research/strategies/donchian_breakout.ts";
import { testResume } from "../../../research/validation/resume.ts";
import { DAY, sample } from "../fixtures.ts";

async function input(strategy: Strategy<ParameterSchema>): Promise<SimulationInput> {
  const { bars, instrument } = await sample("SPX", "1d", Date.UTC(2018, 0, 1));
  const listings = [listingOf(instrument)];
  return { strategy, params: {}, listings, bars: [bars], timeframeMs: DAY, cash: 100_000 };
}

/** Buys after ten bars and sells after ten more, counted by `next`. */
const turning = (next: () => () => number) =>
  strategy("turning", {}, (_, m) => {
    const count = next();
    return {
      onBar() {
        const bars = count();
        if (bars % 20 === 9) m.buy({ quote: m.budget }, "tenth");
        if (bars % 20 === 19) m.exit("twentieth");
      },
    };
  });

Deno.test("testResume passes a strategy that reads lines, orders and positions alone", async () => {
  const { passed, cuts, finding } = testResume(await input(donchian));
  assert.deepEqual([passed, finding], [true, null]);
  assert.ok(cuts > 16);
});

Deno.test("testResume names the first decision of a strategy that counts in a variable", async () => {
  const counting = turning(() => {
    let bars = -1;
    return () => ++bars;
  });
  const given = await input(counting);
  const { passed, finding } = testResume(given, [500, 30]);
  assert.equal(passed, false);
  assert.deepEqual([finding!.cut, finding!.cutTs], [30, given.bars![0]!.ts[30]]);
  // After 30 bars the next decision is due on the fortieth; it begins to count anew.
  const close = (row: number) => given.bars![0]!.ts[row]! + DAY;
  assert.match(finding!.expected!, new RegExp(`"ts":${close(39)},.*"side":"sell"`));
  assert.match(finding!.actual!, new RegExp(`"ts":${close(39)},.*"side":"buy"`));
});

Deno.test("testResume passes it where nothing has been counted yet", async () => {
  const counting = turning(() => {
    let bars = -1;
    return () => ++bars;
  });
  assert.equal(testResume(await input(counting), [0]).passed, true);
});

Deno.test("testResume finds what is shared by all runs, and a memory that no snapshot can hold", async () => {
  let bars = -1;
  const shared = turning(() => () => ++bars);
  assert.equal(testResume(await input(shared), [30]).passed, false);
  const map = strategy("map", {}, (_, m) => {
    const memory = m.remember({ seen: null as unknown });
    return {
      onBar() {
        if (m.index === 3) m.buy({ quote: 100 }, "before");
        if (m.index === 5) memory.seen = new Set();
      },
    };
  });
  const { passed, finding } = testResume(await input(map), [4, 6]);
  assert.equal(passed, false);
  assert.deepEqual([finding!.cut, finding!.expected], [6, null]);
  assert.match(finding!.actual!, /^Cannot remember a Set in seen;/);
});
