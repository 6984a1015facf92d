import assert from "node:assert/strict";
import fc from "fast-check";
import type { Bars } from "../../../data/bars.ts";
import { Line, Series } from "../../../research/engine/mod.ts";
import {
  adx,
  atr,
  bollinger,
  cci,
  correlation,
  crossesAbove,
  crossesBelow,
  donchian,
  ema,
  highest,
  kama,
  keltner,
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
  stochastic,
  supertrend,
  vwap,
  wma,
  zscore,
} from "../../../research/indicators/mod.ts";
import { overBars } from "../../../research/indicators/over_bars.ts";
import { randomBars } from "../../../research/bench/random_bars.ts";
import { everyIndicator } from "./every_indicator.ts";
import { barsOf, type Candle, HOUR, still } from "../fixtures.ts";

/** Bars that close at these prices. */
const closing = (prices: readonly number[]): Bars =>
  barsOf(prices.map((price) => still(price, 1)[0]!));

/** Every value of a line over closes. */
const valuesOf = (closes: readonly number[], make: (s: Series) => Line): number[] => [
  ...overBars(closing(closes), HOUR, make),
];

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
  {
    name: "stdev of a sample",
    make: (s, n) => stdev(s.close, n, { sample: true }),
    by: (last) =>
      Math.sqrt(mean(last.map((x) => (x - mean(last)) ** 2)) * last.length / (last.length - 1)),
  },
  {
    name: "wma",
    make: (s, n) => wma(s.close, n),
    by: (last) => mean(last.flatMap((x, i) => Array<number>(i + 1).fill(x))),
  },
  {
    name: "linregSlope",
    make: (s, n) => linregSlope(s.close, n),
    by: (last) => {
      const x = last.map((_, i) => i - (last.length - 1) / 2);
      return mean(last.map((y, i) => x[i]! * y)) / mean(x.map((each) => each * each));
    },
  },
  {
    name: "donchian middle",
    make: (s, n) => donchian(s, n).middle,
    by: (last) => (Math.max(...last) + Math.min(...last)) / 2,
  },
  { name: "vwap", make: (s, n) => vwap(s, n), by: (last) => mean(last) },
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

Deno.test("obv adds the volume of a rise, takes off that of a fall, and begins with the first bar's", () => {
  const bars = { ...closing([5, 6, 6, 4, 7]), volume: Float64Array.of(10, 20, 40, 80, 160) };
  assert.deepEqual([...overBars(bars, HOUR, obv)], [10, 30, 30, -50, 110]);
});

Deno.test("roc is in per cent, and NaN from a value of 0", () => {
  const bars = { ...closing([1, 1, 1, 1]), close: Float64Array.of(4, 5, 0, 3) };
  assert.deepEqual([...overBars(bars, HOUR, (s) => roc(s.close, 1))], [NaN, 25, -100, NaN]);
});

Deno.test("vwap weighs typical prices by volume; it is NaN where nothing has traded", () => {
  const candles: Candle[] = [[10, 12, 9, 12], [10, 10, 10, 10], [20, 20, 20, 20], ...still(5, 2)];
  const bars = { ...barsOf(candles), volume: Float64Array.of(1, 3, 1, 0, 0) };
  assert.deepEqual([...overBars(bars, HOUR, (s) => vwap(s, 2))], [
    NaN,
    (11 + 3 * 10) / 4,
    (3 * 10 + 20) / 4,
    20,
    NaN,
  ]);
});

Deno.test("sessionVwap begins anew each day at midnight UTC, or at the time it is given", () => {
  const bars = {
    ...barsOf([still(10, 1)[0]!, still(20, 1)[0]!, still(40, 1)[0]!, still(80, 1)[0]!], {
      start: 22 * HOUR,
    }),
    volume: Float64Array.of(1, 3, 0, 2),
  };
  const of = (startMs?: number) => [
    ...overBars(bars, HOUR, (s) => sessionVwap(s, startMs === undefined ? {} : { startMs })),
  ];
  assert.deepEqual(of(), [10, 17.5, NaN, 80]);
  assert.deepEqual(of(23 * HOUR), [10, 20, 20, 44]);
  assert.deepEqual(of(22.5 * HOUR), of(23 * HOUR));
  for (const bad of [-1, 24 * HOUR, 0.5, NaN]) {
    assert.throws(() => of(bad), { name: "RangeError", message: /give a whole number from 0 to/ });
  }
});

Deno.test("macd is the fast less the slow average, seeded at one bar, and its signal their average", () => {
  const lines = overBars(
    closing([3, 1, 2, 6, 10, 2]),
    HOUR,
    (s) => macd(s.close, { fast: 1, slow: 3, signal: 2 }),
  );
  assert.deepEqual([...lines.macd], [NaN, NaN, 0, 2, 3, -2.5]);
  assert.deepEqual([...lines.signal].slice(0, 4), [NaN, NaN, NaN, 1]);
  assertNear(lines.signal[4]!, 1 + 2 / 3 * 2, 1e-12);
  assertNear(lines.histogram[4]!, 3 - (1 + 2 / 3 * 2), 1e-12);
});

Deno.test("adx is 100 in a straight trend, with all of the movement on its side", () => {
  const rise: Candle[] = Array.from({ length: 9 }, (_, i) => [i + 9, i + 11, i + 8, i + 10]);
  const up = overBars(barsOf(rise), HOUR, (s) => adx(s, 3));
  assert.equal(up.adx[8], 100);
  assert.equal(up.minusDi[8], 0);
  assertNear(up.plusDi[8]!, 100 / 3, 1e-12);
  const down = overBars(barsOf(rise.toReversed()), HOUR, (s) => adx(s, 3));
  assert.deepEqual([down.adx[8], down.plusDi[8]], [100, 0]);
  const none = overBars(barsOf(still(7, 9)), HOUR, (s) => adx(s, 3));
  assert.deepEqual([none.adx[8], none.plusDi[8], none.minusDi[8]], [0, 0, 0]);
});

Deno.test("supertrend begins above the market, turns as a close crosses it, and then trails below", () => {
  // Ranges of 2 throughout, so that a width of 1 lies 2 off the middle.
  const middles = [10, 10, 10, 9, 9, 12, 13, 12, 10];
  const candles = middles.map((m): Candle => [m, m + 1, m - 1, m]);
  const range = overBars(barsOf(candles), HOUR, (s) => atr(s, 1));
  const { line, direction } = overBars(barsOf(candles), HOUR, (s) => supertrend(s, 1, 1));
  assert.deepEqual([...range].slice(1), [2, 2, 2, 2, 4, 2, 2, 3]);
  assert.deepEqual([...direction], [NaN, -1, -1, -1, -1, 1, 1, 1, -1]);
  assert.deepEqual([...line], [NaN, 12, 12, 11, 11, 8, 11, 11, 13]);
});

Deno.test("supertrend begins in a down-trend even where its first close is above the band", () => {
  const candles: Candle[] = [[10, 11, 9, 10], [10, 20, 10, 20], [20, 21, 19, 21], [8, 9, 7, 8]];
  const { direction } = overBars(barsOf(candles), HOUR, (s) => supertrend(s, 1, 0.1));
  assert.deepEqual([...direction], [NaN, -1, 1, -1]);
});

Deno.test("keltner lies width average true ranges off the exponential average", () => {
  const bars = barsOf([[5, 9, 4, 8], [8, 9, 7, 8], [8, 12, 8, 11], [11, 11, 5, 6], [6, 8, 6, 7]]);
  const lines = overBars(bars, HOUR, (s) => ({
    ...keltner(s, 3, { atrWindow: 2, width: 1.5 }),
    mean: ema(s.close, 3),
    range: atr(s, 2),
  }));
  assert.deepEqual(lines.middle, lines.mean);
  assert.equal(lines.upper[4], lines.mean[4]! + 1.5 * lines.range[4]!);
  assert.equal(lines.lower[4], lines.mean[4]! - 1.5 * lines.range[4]!);
  const plain = overBars(
    bars,
    HOUR,
    (s) => ({ ...keltner(s, 2), mean: ema(s.close, 2), range: atr(s, 2) }),
  );
  assert.equal(plain.upper[4], plain.mean[4]! + 2 * plain.range[4]!);
});

Deno.test("warm-ups add up, and are the bars before the first value, for every indicator", () => {
  const bars = randomBars(200);
  const early = (s: Series): Record<string, Line> => everyIndicator(s, 9);
  const late = (s: Series) => {
    const prices = {
      high: sma(s.high, 4),
      low: sma(s.low, 11),
      close: ema(s.close, 2),
      volume: wma(s.volume, 17),
    };
    return everyIndicator(Object.assign(Object.create(s), { ...prices, series: s }), 9);
  };
  for (const make of [early, late]) {
    let lines: Record<string, Line> = {};
    const columns = overBars(bars, HOUR, (s) => (lines = make(s)));
    for (const [name, line] of Object.entries(lines)) {
      const first = columns[name]!.findIndex((value) => !Number.isNaN(value));
      assert.equal(first, line.warmUp, name);
    }
  }
});

Deno.test("averages of a price that stands still are that price to the last bit, whatever came before", () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 9_000, max: 11_000 }), { minLength: 1, maxLength: 300 }),
      fc.integer({ min: 2, max: 60 }),
      (ticks, n) => {
        const price = ticks.at(-1)! / 100;
        const prices = ticks.map((tick) => tick / 100).concat(Array(2 * n + 6).fill(price));
        const last = overBars(closing(prices), HOUR, (s) => ({
          sma: sma(s.close, n),
          wma: wma(s.close, n),
          vwap: vwap({ high: s.close, low: s.close, close: s.close, volume: s.volume }, n),
          ...bollinger(s.close, n),
        }));
        for (const [name, column] of Object.entries(last)) assert.equal(column.at(-1), price, name);
        const still = overBars(closing(prices), HOUR, (s) => ({
          stdev: stdev(s.close, n),
          cci: cci(s, n),
          stochastic: stochastic(s, n).d,
          slope: linregSlope(s.close, n),
          mfi: mfi(s, n),
        }));
        for (const [name, column] of Object.entries(still)) assert.equal(column.at(-1), 0, name);
        assert.ok(Number.isNaN(valuesOf(prices, (s) => zscore(s.close, n)).at(-1)));
        const flat = valuesOf(prices, (s) => correlation(s.close, s.volume, n)).at(-1);
        assert.ok(Number.isNaN(flat));
      },
    ),
    { numRuns: 40 },
  );
});

Deno.test("means of a price that ticks to and fro are equal and never cross", () => {
  const prices = Array.from({ length: 600 }, (_, i) => i < 100 ? 1 - i / 1e4 : 1 + (i % 2) / 1e4);
  const { fast, slow } = overBars(closing(prices), HOUR, (s) => ({
    fast: sma(s.close, 10),
    slow: sma(s.close, 30),
  }));
  for (let i = 150; i < 600; i++) assert.equal(fast[i], slow[i]);
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
        () => adx(s, bad),
        () => cci(s, bad),
        () => correlation(s.close, s.open, bad),
        () => donchian(s, bad),
        () => kama(s.close, bad),
        () => kama(s.close, 10, { fast: bad }),
        () => kama(s.close, 10, { slow: bad }),
        () => keltner(s, bad),
        () => keltner(s, 20, { atrWindow: bad }),
        () => linregSlope(s.close, bad),
        () => macd(s.close, { fast: bad }),
        () => macd(s.close, { slow: bad }),
        () => macd(s.close, { signal: bad }),
        () => mfi(s, bad),
        () => roc(s.close, bad),
        () => stdev(s.close, bad),
        () => stochastic(s, bad),
        () => stochastic(s, 14, { smoothing: bad }),
        () => stochastic(s, 14, { signal: bad }),
        () => supertrend(s, bad),
        () => vwap(s, bad),
        () => wma(s.close, bad),
        () => zscore(s.close, bad),
      ]
    ) assert.throws(make, { name: "RangeError", message });
  }
  assert.throws(() => rsi(s.close, 1), /from 2/);
  assert.throws(() => bollinger(s.close, 1), /from 2/);
  assert.throws(() => macd(s.close, { fast: 26, slow: 12 }), {
    message: "Cannot compute macd (slow) over 12 bars; give a whole number from 27",
  });
});

Deno.test("bands refuse a width that is not above 0", () => {
  const s = new Series(HOUR, closing([1, 2, 3]));
  for (const bad of [0, -1, NaN, Infinity]) {
    const message = new RegExp(`with a width of ${bad}; give a number above 0`);
    for (
      const make of [
        () => bollinger(s.close, 20, bad),
        () => keltner(s, 20, { width: bad }),
        () => supertrend(s, 10, bad),
      ]
    ) assert.throws(make, { name: "RangeError", message });
  }
});

Deno.test("lines of different markets or timeframes are not mixed up by index", () => {
  const a = new Series(HOUR, closing([1, 2, 3]));
  const b = new Series(HOUR, closing([1, 2, 3]));
  const mixed = { high: a.high, low: b.low, close: a.close, volume: a.volume };
  for (
    const make of [
      () => correlation(a.close, b.close, 2),
      () => atr(mixed, 2),
      () => adx(mixed, 2),
      () => cci(mixed, 2),
      () => donchian(mixed, 2),
      () => keltner(mixed, 2),
      () => mfi(mixed, 2),
      () => obv({ close: b.close, volume: a.volume }),
      () => sessionVwap(mixed),
      () => stochastic(mixed, 2),
      () => supertrend(mixed, 2),
      () => vwap(mixed, 2),
    ]
  ) assert.throws(make, { name: "RangeError", message: /from lines of different bars; take them/ });
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
