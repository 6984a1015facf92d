import assert from "node:assert/strict";
import fc from "fast-check";
import { sliceBars } from "../../../data/bar_columns.ts";
import type { Bars } from "../../../data/bars.ts";
import { sessionsBetween } from "../../../data/calendar/us_equity_sessions.ts";
import { resampleBars } from "../../../data/quality/resample_bars.ts";
import { readTable } from "../../../data/storage/read_table.ts";
import { barsAt } from "../helpers.ts";
import { market } from "./market.ts";
import { sharedData, sharedDataTest } from "./shared_data.ts";

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;
const week = 7 * day;
const crypto = { fromMs: hour, toMs: 4 * hour, calendar: "crypto" } as const;
const at = (text: string) => Date.parse(text);

Deno.test("a bar has the first open, the highest high, the lowest low, the last close, all volume", () => {
  const bars = market({ rows: 4, stepMs: hour });
  const { bars: built, missing, leftOut } = resampleBars(bars, crypto);
  assert.deepEqual([...built.ts], [bars.ts[0]]);
  assert.deepEqual([built.open[0], built.close[0]], [bars.open[0], bars.close[3]]);
  assert.deepEqual([built.high[0], built.low[0]], [Math.max(...bars.high), Math.min(...bars.low)]);
  assert.equal(
    built.volume[0],
    bars.volume[0]! + bars.volume[1]! + bars.volume[2]! + bars.volume[3]!,
  );
  assert.deepEqual([[...missing], leftOut], [[0], []]);
});

Deno.test("bars at the ends that the series does not cover are left out, holes are counted", () => {
  const bars = barsAt([1, 2, 3, 4, 6, 7, 9, 10, 11, 12, 13].map((each) => each * hour));
  const { bars: built, missing, leftOut } = resampleBars(bars, crypto);
  assert.deepEqual([...built.ts], [4 * hour, 8 * hour]);
  assert.deepEqual([...missing], [1, 1]);
  assert.deepEqual(leftOut, [0, 12 * hour]);
});

Deno.test("weeks begin on Monday; unknown volume makes the sum unknown", () => {
  const days = Array.from({ length: 14 }, (_, i) => at("2024-01-01") + i * day);
  const bars = barsAt(days);
  bars.volume[3] = NaN;
  const { bars: built } = resampleBars(bars, { fromMs: day, toMs: week, calendar: "crypto" });
  assert.deepEqual([...built.ts], [at("2024-01-01"), at("2024-01-08")]);
  assert.deepEqual([...built.volume], [NaN, 7 + 8 + 9 + 10 + 11 + 12 + 13]);
});

Deno.test("equity hours count from the session's opening and end with it, half days too", () => {
  const bars = sessionBars("2024-11-27", "2024-12-03");
  const { bars: built, missing, leftOut, outside } = resampleBars(bars, {
    fromMs: 30 * minute,
    toMs: hour,
    calendar: "equity",
  });
  const opens = sessionsBetween(at("2024-11-27"), at("2024-12-03")).flatMap(({ open, close }) =>
    Array.from({ length: Math.ceil((close - open) / hour) }, (_, i) => open + i * hour)
  );
  assert.deepEqual([...built.ts], opens);
  assert.equal(opens.length, 7 + 4 + 7, "Wednesday, the half day after Thanksgiving, Monday");
  assert.ok(missing.every((each) => each === 0));
  assert.deepEqual([leftOut, outside], [[], 0]);
});

Deno.test("equity days and weeks are of sessions, dated by them, without what trades around them", () => {
  const inside = sessionBars("2024-11-25", "2024-12-07");
  const early = at("2024-11-27T13:00Z");
  const bars = barsAt([...inside.ts, early, early + day * 0.5].sort((a, b) => a - b));
  const days = resampleBars(bars, { fromMs: 30 * minute, toMs: day, calendar: "equity" });
  const sessions = sessionsBetween(at("2024-11-25"), at("2024-12-07"));
  assert.deepEqual([...days.bars.ts], sessions.map((session) => session.day));
  assert.deepEqual([[...days.missing].some((each) => each > 0), days.outside], [false, 2]);
  const weeks = resampleBars(bars, { fromMs: 30 * minute, toMs: week, calendar: "equity" });
  assert.deepEqual([...weeks.bars.ts], [at("2024-11-25"), at("2024-12-02")]);
  const ofDays = resampleBars(days.bars, { fromMs: day, toMs: week, calendar: "equity" });
  assert.deepEqual([[...ofDays.bars.ts], [...ofDays.missing]], [[...weeks.bars.ts], [0, 0]]);
  const begun = resampleBars(sliceBars(days.bars, 1, 8), {
    fromMs: day,
    toMs: week,
    calendar: "equity",
  });
  assert.deepEqual([[...begun.bars.ts], begun.leftOut.length], [[], 2]);
});

Deno.test("building in two steps is building in one", () => {
  fc.assert(fc.property(
    fc.integer({ min: 1, max: 400 }),
    fc.integer({ min: 0, max: 50 }),
    fc.integer({ min: 1, max: 1e6 }),
    (rows, skip, seed) => {
      const bars = market({ rows: rows + skip, stepMs: hour, seed });
      const tail = sliceBars(bars, skip, rows + skip);
      const once = resampleBars(tail, { fromMs: hour, toMs: 12 * hour, calendar: "crypto" }).bars;
      const half = resampleBars(tail, crypto).bars;
      const twice = resampleBars(half, {
        fromMs: 4 * hour,
        toMs: 12 * hour,
        calendar: "crypto",
      }).bars;
      for (const name of ["ts", "open", "high", "low", "close"] as const) {
        assert.deepEqual(twice[name], once[name]);
      }
    },
  ));
});

sharedDataTest("bars built from 5m and 1m equal the venue's own hours", async () => {
  const load = async (name: string) =>
    await readTable([`${sharedData}${name}.parquet`], { dataset: "bars" }) as unknown as Bars;
  const venue = await load("btc_usdt_1h_binance_spot");
  const rowAt = new Map(Array.from(venue.ts, (ts, row) => [ts, row]));
  for (
    const [name, fromMs, hours] of [
      ["btc_usdt_5m_binance_spot", 5 * minute, 11_717],
      ["btc_usdt_1m_binance_spot", minute, 719],
    ] as const
  ) {
    const { bars, missing } = resampleBars(await load(name), {
      fromMs,
      toMs: hour,
      calendar: "crypto",
    });
    assert.equal(bars.ts.length, hours);
    assert.ok(missing.every((each) => each === 0));
    bars.ts.forEach((ts, i) => {
      const row = rowAt.get(ts)!;
      for (const column of ["open", "high", "low", "close"] as const) {
        assert.equal(bars[column][i], venue[column][row], `${column} at ${ts}`);
      }
      const apart = Math.abs(bars.volume[i]! / venue.volume[row]! - 1);
      assert.ok(apart < 1e-11, `volume at ${ts} is ${apart} apart`);
    });
  }
});

/** Half hours of the regular sessions from a date on and before another. */
function sessionBars(from: string, to: string): Bars {
  const times: number[] = [];
  for (const { open, close } of sessionsBetween(at(from), at(to))) {
    for (let ts = open; ts < close; ts += 30 * minute) times.push(ts);
  }
  return barsAt(times);
}
