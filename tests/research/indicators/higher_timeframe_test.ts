import assert from "node:assert/strict";
import { mapColumns } from "../../../data/bar_columns.ts";
import { randomBars } from "../../../research/bench/random_bars.ts";
import { Aggregate } from "../../../research/engine/aggregate.ts";
import { Series } from "../../../research/engine/series.ts";
import { overBars } from "../../../research/indicators/over_bars.ts";
import { HOUR } from "../fixtures.ts";
import { everyIndicator } from "./every_indicator.ts";

const walk = randomBars(4 * 2300, 11);
const base = { ...walk, ts: walk.ts.map((_, i) => i * HOUR) };
const SPAN = 4;

/** Bars of four hours by a resample that knows everything at once. */
const fourHours = mapColumns((name) =>
  Float64Array.from({ length: base.ts.length / SPAN }, (_, i) => {
    const part = base[name].subarray(i * SPAN, (i + 1) * SPAN);
    if (name === "ts" || name === "open") return part[0]!;
    if (name === "close") return part.at(-1)!;
    if (name === "volume") return part.reduce((sum, value) => sum + value, 0);
    return name === "high" ? Math.max(...part) : Math.min(...part);
  })
);

Deno.test("every indicator on a higher timeframe is what it is on those bars alone, as each closes", () => {
  const window = 13;
  const expected = overBars(fourHours, SPAN * HOUR, (s) => everyIndicator(s, window));
  const series = new Series(HOUR, base);
  const aggregate = new Aggregate(series, SPAN * HOUR);
  const lines = Object.entries(everyIndicator(aggregate.series, window));
  for (let i = 0; i < base.ts.length; i++) {
    series.advance();
    aggregate.update();
    assert.equal(aggregate.series.index, Math.floor((i + 1) / SPAN) - 1);
    for (const [name, line] of lines) {
      const value = i < SPAN - 1 ? NaN : expected[name]![aggregate.series.index]!;
      if (!Object.is(line.value, value)) assert.fail(`${name} at hour ${i}: ${line.value}`);
    }
  }
});
