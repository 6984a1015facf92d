import assert from "node:assert/strict";
import fc from "fast-check";
import { mapColumns } from "../../../data/bar_columns.ts";
import type { Bars } from "../../../data/bars.ts";
import { type Series, strategy } from "../../../research/engine/mod.ts";
import { sma } from "../../../research/indicators/mod.ts";
import { barsOf, DAY, HOUR, prepare, sample } from "../fixtures.ts";

const WEEK = 7 * DAY;
const MONDAY = Date.UTC(2024, 0, 1);
assert.equal(new Date(MONDAY).getUTCDay(), 1);

/** One higher bar, and the base row at whose close it was first seen. */
type Seen = [
  row: number,
  ts: number,
  open: number,
  high: number,
  low: number,
  close: number,
  volume: number,
];

/** What a strategy sees of a higher timeframe, row by row. */
function watch(bars: Bars, timeframe: string, timeframeMs = HOUR): Seen[] {
  const seen: Seen[] = [];
  let count = 0;
  const watcher = strategy("watcher", {}, (_, m) => {
    const higher = m.at(timeframe);
    return {
      onBar() {
        if (higher.index + 1 === count) return;
        assert.ok(higher.index - count <= 1, "two bars at once");
        for (let back = higher.index - count; back >= 0; back--) {
          seen.push(barAt(m.index, higher, back));
        }
        count = higher.index + 1;
      },
    };
  });
  prepare(watcher, bars, { timeframeMs }).run();
  return seen;
}

function barAt(row: number, s: Series, back: number): Seen {
  const { ts, open, high, low, close, volume } = s;
  const values = [ts, open, high, low, close, volume].map((line) => line.at(back));
  return [row, ...values] as Seen;
}

/** The same bars by a resample that knows everything at once. */
function resample(bars: Bars, spanMs: number, baseMs: number): Seen[] {
  const buckets = new Map<number, number[]>();
  bars.ts.forEach((ts, i) => {
    const day = new Date(ts);
    const weekday = (day.getUTCDay() + 6) % 7;
    const start = spanMs === WEEK
      ? Date.UTC(day.getUTCFullYear(), day.getUTCMonth(), day.getUTCDate() - weekday)
      : ts - (ts % spanMs);
    buckets.set(start, [...buckets.get(start) ?? [], i]);
  });
  return [...buckets].flatMap(([start, rows]) => {
    const seenAt = bars.ts.findIndex((ts, i) => i >= rows.at(-1)! && ts + baseMs >= start + spanMs);
    if (seenAt < 0) return [];
    const of = (name: "open" | "high" | "low" | "close" | "volume") =>
      rows.map((i) => bars[name][i]!);
    const volume = of("volume").reduce((sum, value) => sum + value, 0);
    const [high, low] = [Math.max(...of("high")), Math.min(...of("low"))];
    return [[seenAt, start, of("open")[0]!, high, low, of("close").at(-1)!, volume] as Seen];
  });
}

function keepRows(bars: Bars, keep: (i: number) => boolean): Bars {
  return mapColumns((name) => bars[name].filter((_, i) => keep(i)));
}

for (
  const [timeframe, span] of [["2h", 2 * HOUR], ["4h", 4 * HOUR], ["1d", DAY], [
    "1w",
    WEEK,
  ]] as const
) {
  Deno.test(`Market.at("${timeframe}") of real hours equals a plain resample, at its close`, async () => {
    const { bars } = await sample(
      "BTC/USDT",
      "1h",
      Date.UTC(2021, 1, 3, 7),
      Date.UTC(2021, 4, 20, 5),
    );
    const seen = watch(bars, timeframe);
    assert.deepEqual(seen, resample(bars, span, HOUR));
    assert.ok(seen.length > 10);
  });

  Deno.test(`Market.at("${timeframe}") sees a bar with holes at the first close past its end`, () => {
    const hours = barsOf(
      Array.from({ length: 24 * 24 }, (_, i) => [i + 1, i + 3, i + 0.5, i + 2]),
      { start: MONDAY + 5 * HOUR },
    );
    const holes = fc.array(fc.boolean(), { minLength: 36, maxLength: 36 });
    fc.assert(
      fc.property(holes, fc.integer({ min: 1, max: 40 }), (holes, width) => {
        const bars = keepRows(hours, (i) => i === 0 || !holes[Math.floor(i / width) % 36]);
        assert.deepEqual(watch(bars, timeframe), resample(bars, span, HOUR));
      }),
      { numRuns: 30 },
    );
  });
}

Deno.test("Market.at shows a bar at the very close of its last base bar, and not one before", () => {
  const bars = barsOf([[1, 2, 1, 2], [2, 5, 2, 3], [3, 4, 0, 1], [1, 1, 1, 1], [7, 7, 7, 7]]);
  assert.deepEqual(watch(bars, "4h"), [[3, 0, 1, 5, 0, 1, 4]]);
});

Deno.test("Market.at shows a bar that a hole cut short with the first bar after the hole", () => {
  const bars = keepRows(
    barsOf([[1, 2, 1, 2], [2, 5, 2, 3], [3, 4, 0, 1], [1, 1, 1, 1], [7, 9, 6, 8]]),
    (i) => i !== 3,
  );
  assert.deepEqual(watch(bars, "4h"), [[3, 0, 1, 5, 0, 1, 3]]);
});

Deno.test("Market.at skips empty spans, and shows two bars at one close where both end there", () => {
  const hours = Array.from({ length: 12 }, (_, i) => [i, i, i, i] as const);
  const bars = keepRows(barsOf(hours), (i) => [0, 11].includes(i));
  assert.deepEqual(watch(bars, "4h").map(([row, ts]) => [row, ts / HOUR]), [[1, 0], [1, 8]]);
});

Deno.test('Market.at("1w") begins weeks on Monday', () => {
  const days = barsOf(Array.from({ length: 15 }, (_, i) => [i, i, i, i]), {
    start: MONDAY - 2 * DAY,
    step: DAY,
  });
  const seen = watch(days, "1w", DAY);
  assert.deepEqual(seen.map(([row, ts, open]) => [row, ts, open]), [
    [1, MONDAY - WEEK, 0],
    [8, MONDAY, 2],
  ]);
});

Deno.test("an indicator on a higher timeframe warms up in bars of that timeframe", () => {
  const values: number[] = [];
  const watcher = strategy("watcher", {}, (_, m) => {
    const mean = sma(m.at("2h").close, 2);
    return { onBar: () => void values.push(mean.value) };
  });
  prepare(watcher, barsOf(Array.from({ length: 8 }, (_, i) => [i, i, i, i]))).run();
  assert.deepEqual(values, [NaN, NaN, NaN, 2, 2, 4, 4, 6]);
});
