import assert from "node:assert/strict";
import { mapColumns } from "../../../data/bar_columns.ts";
import { randomBars } from "../../../research/bench/random_bars.ts";
import type { Line } from "../../../research/engine/line.ts";
import type { Series } from "../../../research/engine/series.ts";
import {
  adx,
  atr,
  correlation,
  ema,
  highest,
  kama,
  linregSlope,
  lowest,
  macd,
  mfi,
  obv,
  roc,
  rsi,
  sessionVwap,
  sma,
  stdev,
  supertrend,
  vwap,
  wma,
  zscore,
} from "../../../research/indicators/mod.ts";
import { overBars } from "../../../research/indicators/over_bars.ts";
import { HOUR } from "../fixtures.ts";

const walk = randomBars(3000, 5);
/** Volumes missing alone, two a few bars apart, and 40 in a row. */
const MISSING = new Set([300, 900, 906, ...Array.from({ length: 40 }, (_, k) => 2000 + k)]);
const bars = mapColumns((name) =>
  name === "volume" ? walk.volume.map((v, i) => MISSING.has(i) ? NaN : v) : walk[name]
);

/** Indicators of a window, and of how many bars' volumes their value is made. */
const WINDOWED: Readonly<Record<string, readonly [(s: Series) => Line, number]>> = {
  sma: [(s) => sma(s.volume, 20), 20],
  wma: [(s) => wma(s.volume, 20), 20],
  stdev: [(s) => stdev(s.volume, 20), 20],
  zscore: [(s) => zscore(s.volume, 20), 20],
  correlation: [(s) => correlation(s.close, s.volume, 20), 20],
  linregSlope: [(s) => linregSlope(s.volume, 20), 20],
  highest: [(s) => highest(s.volume, 20), 20],
  lowest: [(s) => lowest(s.volume, 20), 20],
  vwap: [(s) => vwap(s, 20), 20],
  mfi: [(s) => mfi(s, 20), 20],
  "sma of sma": [(s) => sma(sma(s.volume, 20), 15), 34],
};

for (const [name, [make, reach]] of Object.entries(WINDOWED)) {
  Deno.test(`${name} is NaN while a volume of its window is missing, and as if nothing had happened after`, () => {
    const whole = overBars(walk, HOUR, make);
    overBars(bars, HOUR, make).forEach((value, i) => {
      const within = Array.from({ length: reach }, (_, k) => i - k).some((bar) => MISSING.has(bar));
      if (within || Number.isNaN(whole[i]!)) return assert.ok(Number.isNaN(value), `bar ${i}`);
      const error = Math.abs(value - whole[i]!) / Math.max(Math.abs(whole[i]!), 1e-3);
      assert.ok(error < 1e-12, `bar ${i}: ${value}, not ${whole[i]}`);
    });
  });
}

Deno.test("recursive indicators pass a missing value over, and go on as if the bar had not been", () => {
  const make = (s: Series) => ({ ema: ema(s.volume, 9), signal: macd(s.volume).signal });
  const kept = [...walk.ts.keys()].filter((i) => !MISSING.has(i));
  const without = mapColumns((name) => Float64Array.from(kept, (i) => walk[name][i]!));
  const expected = overBars(without, HOUR, make);
  for (const [name, column] of Object.entries(overBars(bars, HOUR, make))) {
    for (const bar of MISSING) assert.ok(Number.isNaN(column[bar]!), name);
    assert.deepEqual(
      kept.map((i) => column[i]!),
      [...expected[name as keyof typeof expected]],
      name,
    );
  }
});

Deno.test("rsi, obv, sessionVwap, kama and roc are NaN where a missing value leaves them unknown, and recover", () => {
  const make = (s: Series) => ({
    rsi: rsi(s.volume, 14),
    obv: obv(s),
    sessionVwap: sessionVwap(s),
    kama: kama(s.volume, 10),
    roc: roc(s.volume, 10),
  });
  const unknown = {
    rsi: (i: number) => [i, i - 1],
    obv: (i: number) => [i],
    sessionVwap: (i: number) => [i],
    kama: (i: number) => Array.from({ length: 11 }, (_, k) => i - k),
    roc: (i: number) => [i, i - 10],
  };
  for (const [name, column] of Object.entries(overBars(bars, HOUR, make))) {
    for (let i = 20; i < column.length; i++) {
      const needs = unknown[name as keyof typeof unknown](i);
      assert.equal(Number.isNaN(column[i]!), needs.some((bar) => MISSING.has(bar)), `${name} ${i}`);
    }
  }
});

Deno.test("mfi is NaN after a missing volume even where the price has stood still", () => {
  const flat = walk.close.map(() => 5);
  const still = { ...bars, high: flat, low: flat, close: flat };
  const column = overBars(still, HOUR, (s) => mfi(s, 3));
  assert.deepEqual([...column.slice(298, 304)], [0, 0, NaN, NaN, NaN, 0]);
});

Deno.test("sma and mfi of volumes that are all missing are NaN throughout", () => {
  const none = { ...walk, volume: new Float64Array(3000).fill(NaN) };
  const { mean, share } = overBars(none, HOUR, (s) => ({
    mean: sma(s.volume, 1000),
    share: mfi(s, 14),
  }));
  assert.ok([...mean, ...share].every(Number.isNaN));
});

Deno.test("adx, atr and supertrend pass a bar with a missing price over", () => {
  const holed = { ...walk, high: walk.high.with(700, NaN) };
  const make = (s: Series) => ({ ...adx(s, 7), atr: atr(s, 7), ...supertrend(s, 7) });
  for (const [name, column] of Object.entries(overBars(holed, HOUR, make))) {
    const after = column.slice(650);
    const missing = [...after.keys()].filter((i) => Number.isNaN(after[i]!)).map((i) => i + 650);
    assert.deepEqual(missing, /adx|Di/.test(name) ? [700, 701] : [700], name);
  }
});
