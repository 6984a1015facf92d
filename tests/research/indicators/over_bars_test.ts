import assert from "node:assert/strict";
import { table } from "arquero";
import { sliceBars } from "../../../data/bar_columns.ts";
import { randomBars } from "../../../research/bench/random_bars.ts";
import { Series } from "../../../research/engine/series.ts";
import { bollinger, sma } from "../../../research/indicators/mod.ts";
import { overBars } from "../../../research/indicators/over_bars.ts";
import { HOUR } from "../fixtures.ts";

const bars = randomBars(2500);

Deno.test("overBars gives a line as a column: what a strategy reads bar by bar", () => {
  const column = overBars(bars, HOUR, (prices) => sma(prices.close, 20));
  const series = new Series(HOUR, bars);
  const line = sma(series.close, 20);
  assert.ok(column instanceof Float64Array);
  assert.equal(column.length, 2500);
  column.forEach((value) => {
    series.advance();
    assert.ok(Object.is(value, line.value));
  });
});

Deno.test("overBars gives several lines by their names", () => {
  const bands = overBars(bars, HOUR, (prices) => bollinger(prices.close, 20));
  assert.deepEqual(Object.keys(bands).sort(), ["lower", "middle", "upper"]);
  assert.deepEqual(bands.middle, overBars(bars, HOUR, ({ close }) => sma(close, 20)));
  assert.ok(bands.lower[2000]! < bands.middle[2000]! && bands.middle[2000]! < bands.upper[2000]!);
});

Deno.test("overBars takes a notebook's table, in the order and with the rows that it shows", () => {
  const { ts, ...columns } = bars;
  const shown = table({ ts: Array.from(ts, (time) => new Date(time)), ...columns })
    .filter("d => d.close > 0").slice(100, 1100).reify();
  const expected = overBars(sliceBars(bars, 100, 1100), HOUR, ({ close }) => sma(close, 9));
  assert.deepEqual(overBars(shown, HOUR, ({ close }) => sma(close, 9)), expected);
  assert.deepEqual(overBars(shown, HOUR, ({ ts }) => ts), ts.slice(100, 1100));
});

Deno.test("overBars of no bars is an empty column", () => {
  assert.deepEqual(
    overBars(sliceBars(bars, 0, 0), HOUR, ({ close }) => sma(close, 2)),
    new Float64Array(0),
  );
});

Deno.test("overBars refuses bars out of order of time", () => {
  const twice = { ...bars, ts: bars.ts.with(7, bars.ts[6]!) };
  assert.throws(() => overBars(twice, HOUR, ({ close }) => close), {
    name: "RangeError",
    message: "Cannot compute over bars out of order at row 7; sort them by ts",
  });
});
