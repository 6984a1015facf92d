import assert from "node:assert/strict";
import type { Bars } from "../../../data/bars.ts";
import { mapColumns } from "../../../data/bar_columns.ts";
import { randomBars } from "../../../research/bench/random_bars.ts";
import {
  correlation,
  linregSlope,
  obv,
  sma,
  stdev,
  vwap,
  wma,
  zscore,
} from "../../../research/indicators/mod.ts";
import { overBars } from "../../../research/indicators/over_bars.ts";

const ROWS = 1_000_000;
const MINUTE = 60_000;

/** A double as a whole number of 2 ** −100, which every value here is. */
const exact = (value: number) => BigInt(value * 2 ** 100);
const UNIT = exact(1);

/** The quotient of two whole numbers, rounded once or twice. */
function ratio(a: bigint, b: bigint): number {
  const shift = BigInt(Math.max(0, b.toString(2).length - a.toString(2).length + 70));
  return Number((a << shift) / b) / 2 ** Number(shift);
}

const root = (a: bigint, b: bigint) => Math.sign(Number(a)) * Math.sqrt(ratio(a < 0n ? -a : a, b));

/** Statistics of a window by their definitions in exact arithmetic. */
function exactly(x: readonly bigint[], y: readonly bigint[]) {
  const n = BigInt(x.length);
  const sum = (values: readonly bigint[]) => values.reduce((total, value) => total + value, 0n);
  const product = (a: readonly bigint[], b: readonly bigint[]) =>
    n * sum(a.map((value, i) => value * b[i]!)) - sum(a) * sum(b);
  const ramp = x.map((_, i) => BigInt(2 * i) - n + 1n);
  const offset = n * x.at(-1)! - sum(x);
  const both = product(x, y);
  return {
    sma: ratio(sum(x), n * UNIT),
    wma: ratio(2n * sum(x.map((value, i) => value * BigInt(i + 1))), n * (n + 1n) * UNIT),
    stdev: root(product(x, x), n * n * UNIT * UNIT),
    zscore: Math.sign(Number(offset)) * Math.sqrt(ratio(offset * offset, product(x, x))),
    correlation: Math.sign(Number(both)) *
      Math.sqrt(ratio(both * both, product(x, x) * product(y, y))),
    linregSlope: ratio(6n * sum(x.map((value, i) => value * ramp[i]!)), n * (n * n - 1n) * UNIT),
  };
}

/** Values that rounding hurts: `close` is what is averaged. */
const CASES: readonly { name: string; close: (value: number, i: number) => number }[] = [
  { name: "a walk of prices", close: (value) => value },
  { name: "prices of 60,000 that move by a cent", close: (value) => 60_000 + value % 0.01 },
  {
    name: "values of a thousandth with 1e16 passing among them",
    close: (value, i) => i % 5000 < 3 ? 1e16 : value / 1e5,
  },
  {
    name: "values that fall by twenty orders and rise again",
    close: (value, i) => value * 10 ** (10 * Math.cos(i / 500)),
  },
];

for (const { name, close } of CASES) {
  Deno.test(`running sums stay within 1e-9 of a fresh exact window over a million bars: ${name}`, () => {
    const walk = randomBars(ROWS, 7);
    const x = walk.close.map(close);
    const y = walk.volume;
    const bars: Bars = { ...walk, close: x };
    for (const window of [20, 333]) {
      const columns = overBars(bars, MINUTE, (s) => ({
        sma: sma(s.close, window),
        wma: wma(s.close, window),
        stdev: stdev(s.close, window),
        zscore: zscore(s.close, window),
        correlation: correlation(s.close, s.volume, window),
        linregSlope: linregSlope(s.close, window),
      }));
      const wholeX = (i: number) => Array.from(x.subarray(i - window + 1, i + 1), exact);
      const wholeY = (i: number) => Array.from(y.subarray(i - window + 1, i + 1), exact);
      for (let k = 0; k < 150; k++) {
        // Bars just after the huge values have left, and bars far from them.
        const i = ROWS - 1 - 5000 * (k % 190) - (k % 2 ? 0 : 4999 - window - 3 - k % 5);
        const expected = exactly(wholeX(i), wholeY(i));
        // Where the exact value may be near nought, what it is measured by instead.
        const scale = { zscore: 1, correlation: 1, linregSlope: expected.stdev / window };
        for (const [what, value] of Object.entries(expected)) {
          const size = Math.max(Math.abs(value), scale[what as keyof typeof scale] ?? 0);
          const actual = columns[what as keyof typeof expected][i]!;
          const error = Math.abs(actual - value) / size;
          assert.ok(
            error < 1e-9,
            `${what} ${window} at bar ${i}: ${actual}, not ${value} (${error})`,
          );
        }
      }
    }
  });
}

Deno.test("obv and vwap of a million bars lose nothing", () => {
  const walk = randomBars(ROWS, 3);
  const bars = mapColumns((name) =>
    name === "volume" ? walk.volume.map((v) => v * 1e6) : walk[name]
  );
  const columns = overBars(bars, MINUTE, (s) => ({ obv: obv(s), vwap: vwap(s, 500) }));
  let sum = 0n;
  bars.volume.forEach((volume, i) => {
    const change = i === 0 ? 1 : bars.close[i]! - bars.close[i - 1]!;
    sum += BigInt(Math.sign(change)) * exact(volume);
  });
  assert.equal(columns.obv.at(-1), ratio(sum, UNIT));
  const { high, low, close, volume } = bars;
  let [turnover, traded] = [0n, 0n];
  for (let i = ROWS - 500; i < ROWS; i++) {
    turnover += exact((high[i]! + low[i]! + close[i]!) / 3) * exact(volume[i]!);
    traded += exact(volume[i]!);
  }
  const expected = ratio(turnover, traded * UNIT);
  assert.ok(Math.abs(columns.vwap.at(-1)! / expected - 1) < 1e-13);
});
