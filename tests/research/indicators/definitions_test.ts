import assert from "node:assert/strict";
import fc from "fast-check";
import type { Bars } from "../../../data/bars.ts";
import { Line, Series } from "../../../research/engine/mod.ts";
import {
  atr,
  bollinger,
  crossesAbove,
  crossesBelow,
  ema,
  highest,
  lowest,
  rsi,
  sma,
} from "../../../research/indicators/mod.ts";
import { barsOf, HOUR, still } from "../fixtures.ts";

/** Bars that close at these prices. */
const closing = (prices: readonly number[]): Bars =>
  barsOf(prices.map((price) => still(price, 1)[0]!));

/** Every value of a line over closes. */
function valuesOf(closes: readonly number[], make: (s: Series) => Line): number[] {
  const series = new Series(HOUR, closing(closes));
  const line = make(series);
  return closes.map(() => {
    series.advance();
    return line.value;
  });
}

const closes = fc.array(fc.double({ min: 1, max: 1000, noNaN: true }), {
  minLength: 1,
  maxLength: 80,
});
const window = fc.integer({ min: 2, max: 30 });

/** What a line is by its definition, from the last `window` closes. */
const DEFINITIONS: readonly {
  name: string;
  make: (s: Series, window: number) => Line;
  by: (last: readonly number[]) => number;
}[] = [
  { name: "sma", make: (s, n) => sma(s.close, n), by: (last) => mean(last) },
  { name: "highest", make: (s, n) => highest(s.close, n), by: (last) => Math.max(...last) },
  { name: "lowest", make: (s, n) => lowest(s.close, n), by: (last) => Math.min(...last) },
  {
    name: "bollinger upper",
    make: (s, n) => bollinger(s.close, n, 3).upper,
    by: (last) => mean(last) + 3 * Math.sqrt(mean(last.map((x) => (x - mean(last)) ** 2))),
  },
];

for (const { name, make, by } of DEFINITIONS) {
  Deno.test(`${name} is what its definition says at every bar of any prices`, () => {
    fc.assert(
      fc.property(closes, window, (prices, n) => {
        valuesOf(prices, (s) => make(s, n)).forEach((value, i) => {
          if (i < n - 1) return assert.ok(Number.isNaN(value));
          assertNear(value, by(prices.slice(i - n + 1, i + 1)), 1e-6);
        });
      }),
      { numRuns: 60 },
    );
  });
}

Deno.test("ema begins with the mean of its window, then moves by 2 / (window + 1)", () => {
  assert.deepEqual(valuesOf([1, 2, 6, 11, 3], (s) => ema(s.close, 3)), [NaN, NaN, 3, 7, 5]);
  assert.deepEqual(valuesOf([5, 7, 1], (s) => ema(s.close, 1)), [5, 7, 1]);
});

Deno.test("rsi is 100 where all rises, 0 where all falls or nothing moves, Wilder's mean between", () => {
  const of = (prices: number[]) => valuesOf(prices, (s) => rsi(s.close, 2));
  assert.deepEqual(of([1, 2, 3, 4]), [NaN, NaN, 100, 100]);
  assert.deepEqual(of([4, 3, 2, 1]), [NaN, NaN, 0, 0]);
  assert.deepEqual(of([7, 7, 7, 7]), [NaN, NaN, 0, 0]);
  // Gains 1 and losses 1 to begin with; then a gain of 2: 1.25 against 0.25.
  assert.deepEqual(of([10, 12, 10, 12]), [NaN, NaN, 50, 75]);
});

Deno.test("atr takes the gap from the close before into the range", () => {
  const series = new Series(HOUR, barsOf([[10, 11, 9, 10], [20, 21, 19, 20], [5, 6, 4, 5]]));
  const range = atr(series, 1);
  const values = [0, 1, 2].map(() => (series.advance(), range.value));
  assert.deepEqual(values, [NaN, 11, 16]);
});

Deno.test("sma does not drift over many bars of very different size", () => {
  const prices = Array.from(
    { length: 20_000 },
    (_, i) => i % 4000 < 10 ? 1e9 + i / 7 : 1 + i / 1e5,
  );
  const last = valuesOf(prices, (s) => sma(s.close, 20)).at(-1)!;
  assertNear(last, mean(prices.slice(-20)), 1e-6);
});

Deno.test("crossesAbove and crossesBelow are strict on both sides, and false while warming up", () => {
  const crosses = (prices: number[]) => {
    const series = new Series(HOUR, closing(prices));
    const flat = new Line(series, 0, new Float64Array(prices.length).fill(10));
    return prices.map(() => {
      series.advance();
      return crossesAbove(series.close, flat) ? "+" : crossesBelow(series.close, flat) ? "-" : ".";
    }).join("");
  };
  assert.equal(crosses([11, 9, 11, 10, 9, 10, 11, 12, 8]), ".-+.....-");
});

Deno.test("indicators refuse a window that is no whole number, and say which", () => {
  const s = new Series(HOUR, closing([1, 2, 3]));
  for (const bad of [0, -1, 1.5, NaN, Infinity]) {
    const message = new RegExp(`over ${bad} bars; give a whole number from`);
    for (
      const make of [
        () => sma(s.close, bad),
        () => ema(s.close, bad),
        () => rsi(s.close, bad),
        () => atr(s, bad),
        () => highest(s.close, bad),
        () => lowest(s.close, bad),
        () => bollinger(s.close, bad),
      ]
    ) assert.throws(make, { name: "RangeError", message });
  }
  assert.throws(() => rsi(s.close, 1), /from 2/);
  assert.throws(() => bollinger(s.close, 1), /from 2/);
});

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function assertNear(actual: number, expected: number, slack: number): void {
  assert.ok(
    Math.abs(actual - expected) <= slack * Math.max(1, Math.abs(expected)),
    `${actual}, not ${expected}`,
  );
}
