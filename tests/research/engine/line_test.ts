import assert from "node:assert/strict";
import fc from "fast-check";
import type { Bars } from "../../../data/bars.ts";
import { type Line, Series } from "../../../research/engine/mod.ts";
import {
  atr,
  bollinger,
  ema,
  highest,
  lowest,
  rsi,
  sma,
} from "../../../research/indicators/mod.ts";
import { barsOf, type Candle, HOUR } from "../fixtures.ts";

/** A random walk from a seed; longer than the rings are. */
function walk(count: number, seed = 1): Bars {
  let state = seed;
  const random = () => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647;
  let price = 100;
  return barsOf(Array.from({ length: count }, (): Candle => {
    const open = price;
    price *= 1 + 0.04 * (random() - 0.5);
    return [open, Math.max(open, price) * 1.01, Math.min(open, price) * 0.99, price];
  }));
}

function pushBar(series: Series, bars: Bars, i: number): void {
  const { ts, open, high, low, close, volume } = bars;
  series.push(ts[i]!, open[i]!, high[i]!, low[i]!, close[i]!, volume[i]!);
}

/** Every indicator, with windows up to 1500 and indicators on indicators. */
const linesOn = (s: Series): Line[] => {
  const strength = rsi(s.close, 14);
  const bands = bollinger(s.close, 20);
  return [
    sma(s.close, 1),
    sma(s.close, 10),
    sma(s.close, 1024),
    sma(s.close, 1500),
    ema(s.close, 1500),
    rsi(s.close, 1500),
    atr(s, 14),
    atr(s, 1500),
    highest(s.high, 1500),
    lowest(s.low, 1023),
    bands.upper,
    bands.middle,
    bands.lower,
    bollinger(s.close, 1500, 1).lower,
    sma(strength, 5),
    sma(sma(s.close, 700), 1500),
    highest(ema(strength, 9), 1100),
    lowest(bands.upper, 50),
    lowest(bands.lower, 1500),
  ];
};

Deno.test("indicators are the same to the last bit in a ring, bar by bar, and over whole columns", () => {
  const bars = walk(4700);
  const whole = new Series(HOUR, bars);
  const ring = new Series(HOUR);
  const ofWhole = linesOn(whole);
  const ofRing = linesOn(ring);
  for (let i = 0; i < bars.ts.length; i++) {
    whole.advance();
    pushBar(ring, bars, i);
    ring.advance();
    for (let k = 0; k < ofWhole.length; k++) {
      const [a, b] = [ofWhole[k]!, ofRing[k]!];
      if (Object.is(a.value, b.value) && Object.is(a.previous, b.previous)) continue;
      assert.fail(`line ${k} at bar ${i}: ${a.value} after ${a.previous}, ring ${b.value}`);
    }
  }
  for (const line of ofWhole) assert.ok(Number.isFinite(line.value));
});

Deno.test("indicators are the same however many bars arrive before the clock moves", () => {
  const bars = walk(300);
  const sizes = fc.array(fc.integer({ min: 1, max: 60 }), { minLength: 3, maxLength: 12 });
  fc.assert(
    fc.property(sizes, (sizes) => {
      const one = new Series(HOUR, bars);
      const many = new Series(HOUR);
      const a = sma(rsi(one.close, 3), 7);
      const b = sma(rsi(many.close, 3), 7);
      for (const size of sizes) {
        const from = many.length;
        for (let i = from; i < Math.min(from + size, 300); i++) pushBar(many, bars, i);
        for (let i = from; i < many.length; i++) {
          one.advance();
          many.advance();
          assert.equal(b.value, a.value);
        }
      }
    }),
    { numRuns: 30 },
  );
});

Deno.test("Line.at counts back from the bar that has just closed, and is NaN before the first", () => {
  for (const series of [new Series(HOUR, walk(5)), new Series(HOUR)]) {
    const { close } = walk(5);
    assert.ok(Number.isNaN(series.close.previous));
    for (let i = 0; i < 3; i++) {
      if (series.length < 3) pushBar(series, walk(5), i);
      series.advance();
    }
    assert.deepEqual([0, 1, 2].map((bars) => series.close.at(bars)), [
      close[2],
      close[1],
      close[0],
    ]);
    assert.equal(series.close.value, close[2]);
    assert.equal(series.close.previous, close[1]);
    assert.ok(Number.isNaN(series.close.at(3)));
  }
});

Deno.test("Line.at refuses the future and fractions", () => {
  const series = new Series(HOUR, walk(5));
  series.advance();
  for (const bars of [-1, 0.5, NaN, -Infinity]) {
    assert.throws(() => series.close.at(bars), {
      name: "RangeError",
      message: `Cannot read ${bars} bars ago; give a whole number from 0`,
    });
  }
});

const REACH: readonly [string, (bars: Bars) => Series][] = [
  ["over whole columns, as in the backtest,", (bars) => new Series(HOUR, bars)],
  ["of bars that arrive one by one, as live,", () => new Series(HOUR)],
];

for (const [what, make] of REACH) {
  Deno.test(`Line ${what} reaches 1024 bars back, and further only after keep`, () => {
    const bars = walk(6000);
    const series = make(bars);
    const mean = sma(series.close, 2);
    const kept = sma(series.close, 2).keep(3000);
    series.low.keep(1500);
    for (let i = 0; i < 5500; i++) {
      if (series.length < 6000) pushBar(series, bars, i);
      series.advance();
    }
    const meanAt = (i: number) => (bars.close[i]! + bars.close[i - 1]!) / 2;
    const near = (a: number, b: number) => assert.ok(Math.abs(a - b) < 1e-9 * b, `${a}, not ${b}`);
    near(mean.at(1024), meanAt(5499 - 1024));
    near(kept.at(3000), meanAt(5499 - 3000));
    assert.equal(series.low.at(1500), bars.low[5499 - 1500]);
    assert.equal(series.high.at(1024), bars.high[5499 - 1024]);
    const message =
      /Cannot read 1\d{3} bars ago; call keep\(1\d{3}\) on the line when the strategy/;
    assert.throws(() => mean.at(1025), { name: "RangeError", message });
    assert.throws(() => series.high.at(1025), { name: "RangeError", message });
    assert.throws(() => mean.keep(5000), /Cannot keep 5000 bars once bars have been seen/);
    assert.throws(() => series.high.keep(5000), /Cannot keep 5000 bars once bars have been seen/);
  });
}

Deno.test("an indicator that is asked for once bars have been seen is refused, not wrong", () => {
  const series = new Series(HOUR, walk(3));
  series.advance();
  for (
    const make of [() => sma(series.close, 2), () => atr(series, 2), () => rsi(series.close, 2)]
  ) {
    assert.throws(make, /Cannot add an indicator once bars have been seen; ask during set-up/);
  }
});

Deno.test("Line.value before the first bar is not a number of the future", () => {
  const series = new Series(HOUR, walk(3));
  assert.equal(series.index, -1);
  for (const line of [series.close, series.ts, sma(series.close, 1)]) {
    assert.ok(Number.isNaN(line.previous));
    assert.ok(!(line.value > 0));
    assert.ok(Number.isNaN(line.at(0)));
  }
});
