import assert from "node:assert/strict";
import { sliceBars } from "../../../data/bar_columns.ts";
import type { Bars } from "../../../data/bars.ts";
import { findSplices } from "../../../data/quality/find_splices.ts";
import { market } from "./market.ts";

const hour = 3_600_000;

/** The bars with every volume from one bar on multiplied. */
function scaled(bars: Bars, from: number, factor: number): Bars {
  return { ...bars, volume: bars.volume.map((volume, i) => i < from ? volume : volume * factor) };
}

Deno.test("a jump of volume to eight times that stays is a splice, its bar named within an hour or two", () => {
  for (const [seed, factor] of [[1, 8], [2, 8], [3, 1 / 8], [4, 6]] as const) {
    const bars = scaled(market({ rows: 2000, stepMs: hour, seed }), 1000, factor);
    const [splice, ...rest] = findSplices(bars, hour);
    assert.deepEqual(rest, []);
    assert.equal(splice!.kind, "splice");
    assert.equal(splice!.to - splice!.from, hour);
    assert.ok(Math.abs((splice!.to - bars.ts[1000]!) / hour) <= 2, `${splice!.to}`);
    const [, way, fold] = /(rises|falls) ([\d.]+)-fold/.exec(splice!.detail)!;
    assert.equal(way, factor > 1 ? "rises" : "falls");
    assert.ok(Math.abs(Math.log(Number(fold)) - Math.abs(Math.log(factor))) < 0.5, fold);
  }
});

Deno.test("a smaller jump is a splice where lots and ticks change at the very bar", () => {
  const spot = market({ rows: 1200, stepMs: hour, seed: 5 });
  const futures = market({ rows: 1200, stepMs: hour, seed: 6, decimals: [1, 3] });
  const bars = scaled(join(spot, futures, 700), 700, 1);
  const grown = {
    ...bars,
    volume: bars.volume.map((volume, i) => i < 700 ? volume : Number((volume * 4).toFixed(3))),
  };
  const [splice, ...rest] = findSplices(grown, hour);
  assert.deepEqual(rest, []);
  assert.deepEqual([splice!.from, splice!.to], [bars.ts[699], bars.ts[700]]);
  assert.match(splice!.detail, /price decimals go from 2 to 1; volume decimals go from 5 to 3/);
  assert.deepEqual(findSplices(bars, hour), [], "new decimals alone are a venue's new rules");
});

Deno.test("volume that drifts, news that moves the price and a burst that ends are no splice", () => {
  const bars = market({ rows: 3000, stepMs: hour, seed: 7 });
  const drift = {
    ...bars,
    volume: bars.volume.map((volume, i) => volume * Math.exp(4 * i / 3000)),
  };
  assert.deepEqual(findSplices(drift, hour), []);
  const wild = market({ rows: 3000, stepMs: hour, seed: 8, move: 0.04 });
  assert.deepEqual(findSplices(scaled(join(bars, wild, 1500), 1500, 8), hour), []);
  const burst = scaled(scaled(bars, 1500, 10), 1512, 0.1);
  assert.deepEqual(findSplices(burst, hour), []);
});

Deno.test("a splice two days before the end is found, though no week is left to compare", () => {
  const bars = scaled(market({ rows: 600, stepMs: hour, seed: 11 }), 550, 8);
  const [splice, ...rest] = findSplices(bars, hour);
  assert.deepEqual(rest, []);
  assert.ok(Math.abs((splice!.to - bars.ts[550]!) / hour) <= 2);
});

Deno.test("a series too short to tell and one without volume have no splice", () => {
  const bars = scaled(market({ rows: 2000, stepMs: hour }), 1000, 8);
  assert.deepEqual(findSplices(sliceBars(bars, 0, 1010), hour), []);
  const none = { ...bars, volume: bars.volume.map(() => NaN) };
  assert.deepEqual(findSplices(none, hour), []);
});

/** One series up to a bar, then another that goes on from its price. */
function join(first: Bars, second: Bars, at: number): Bars {
  const pick = (name: keyof Bars) =>
    Float64Array.from(first[name], (value, i) => i < at ? value : second[name][i]!);
  return {
    ts: first.ts,
    open: pick("open"),
    high: pick("high"),
    low: pick("low"),
    close: pick("close"),
    volume: pick("volume"),
  };
}
