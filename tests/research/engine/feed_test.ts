import assert from "node:assert/strict";
import { sliceBars } from "../../../data/bar_columns.ts";
import type { Bars } from "../../../data/bars.ts";
import { listingOf, Simulation } from "../../../research/engine/mod.ts";
import donchian from "../../../research/strategies/donchian_breakout.ts";
import { randomBars } from "../../../research/bench/random_bars.ts";
import { ACME, fillsOf } from "../fixtures.ts";

const MINUTE = 60_000;
const INSTRUMENTS = ["AAA", "BBB", "CCC"].map((symbol) => ({ ...ACME, symbol, lotSize: "0.001" }));

function input() {
  return {
    strategy: donchian,
    params: {},
    listings: INSTRUMENTS.map(listingOf),
    timeframeMs: MINUTE,
    cash: 1e6,
  };
}

/** Bars of one instrument with every seventh and some longer stretches left out. */
function holed(bars: Bars, seed: number): Bars {
  const kept = Array.from(bars.ts.keys()).filter((i) => i % 7 !== seed && (i >> 9) % 5 !== seed);
  const pick = (column: Float64Array) => Float64Array.from(kept, (i) => column[i]!);
  const { ts, open, high, low, close, volume } = bars;
  return {
    ts: pick(ts),
    open: pick(open),
    high: pick(high),
    low: pick(low),
    close: pick(close),
    volume: pick(volume),
  };
}

function piece(bars: Bars, from: number, to: number): Bars {
  const at = (time: number) => {
    const i = bars.ts.findIndex((ts) => ts >= time);
    return i < 0 ? bars.ts.length : i;
  };
  return sliceBars(bars, at(from), at(to));
}

for (const rows of [1, 100, 1_000, 1_024]) {
  Deno.test(`Simulation.feed comes to the same in pieces of ${rows} rows as over all bars`, () => {
    const bars = INSTRUMENTS.map((_, i) => holed(randomBars(6_000, i + 1), i));
    const whole = new Simulation({ ...input(), bars }).run();
    const fed = new Simulation(input());
    const equity: number[] = [];
    for (let from = 0; from < 6_000 * MINUTE; from += rows * MINUTE) {
      const to = from + rows * MINUTE;
      equity.push(...fed.feed(bars.map((each) => piece(each, from, to))).equity);
    }
    assert.ok(whole.fills.rows > 100);
    assert.deepEqual(fillsOf(fed), fillsOf(whole));
    assert.deepEqual(Float64Array.from(equity), whole.curve().equity);
    assert.equal(fed.account.equity(), whole.account.equity());
  });
}

Deno.test("Simulation.feed refuses bars that are over, and more than it can hold", () => {
  const bars = randomBars(2_000);
  const fed = new Simulation({ ...input(), listings: input().listings.slice(0, 1) });
  fed.feed([sliceBars(bars, 0, 1_000)]);
  assert.throws(() => fed.feed([sliceBars(bars, 999, 1_010)]), /they are over already/);
  const again = new Simulation({ ...input(), listings: input().listings.slice(0, 1) });
  assert.throws(() => again.feed([bars]), /feed at most 1024/);
});
