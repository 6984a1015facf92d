import assert from "node:assert/strict";
import { sliceBars } from "../../../data/bar_columns.ts";
import { resampleSeries } from "../../../data/quality/resample_series.ts";
import { readBars } from "../../../data/storage/read_bars.ts";
import { writeBars } from "../../../data/storage/write_bars.ts";
import { bitcoin, hourMs, inTempDir, refuses, snapshot } from "../helpers.ts";
import { market } from "./market.ts";

const options = { symbol: "BTC/USDT", venue: "test", fromTimeframe: "1h", timeframe: "4h" };
const bars = market({ rows: 48, stepMs: hourMs });

Deno.test("resampling twice leaves the same bytes; growth adds what is new", () =>
  inTempDir(async (dir) => {
    const part = sliceBars(bars, 0, 30);
    await writeBars(dir, { instrument: bitcoin, timeframe: "1h", bars: part });
    const first = await resampleSeries(dir, options);
    assert.deepEqual([first.read, first.built, first.added, first.leftOut], [30, 7, 7, 1]);
    const files = snapshot(dir);
    const again = await resampleSeries(dir, options);
    assert.deepEqual([again.added, again.changed], [0, 0]);
    assert.deepEqual(snapshot(dir), files);
    await writeBars(dir, { instrument: bitcoin, timeframe: "1h", bars });
    const grown = await resampleSeries(dir, options);
    assert.deepEqual([grown.built, grown.added, grown.changed], [12, 5, 0]);
  }));

Deno.test("a bar with holes is built and counted, made whole once they are filled, or refused", () =>
  inTempDir(async (dir) => {
    const holed = { ...bars };
    const keep = [...bars.ts.keys()].filter((i) => i !== 9);
    for (const name of ["ts", "open", "high", "low", "close", "volume"] as const) {
      holed[name] = Float64Array.from(keep, (i) => bars[name][i]!);
    }
    await writeBars(dir, { instrument: bitcoin, timeframe: "1h", bars: holed });
    await refuses(
      () => resampleSeries(dir, { ...options, strict: true }),
      'Cannot build 4h bars of "BTC/USDT": 1 of 12 would miss 1h bars, the first at 2024-01-01 08:00',
      "data repair",
    );
    const dry = await resampleSeries(dir, { ...options, dryRun: true });
    assert.deepEqual([dry.added, dry.incomplete, dry.missing], [12, 1, 1]);
    await resampleSeries(dir, options);
    const again = await resampleSeries(dir, options);
    assert.deepEqual([again.added, again.changed, again.incomplete, again.kept], [0, 0, 1, 1]);
    await writeBars(dir, { instrument: bitcoin, timeframe: "1h", bars });
    const whole = await resampleSeries(dir, options);
    assert.deepEqual([whole.changed, whole.incomplete], [1, 0]);
    const { bars: built } = await readBars(dir, options);
    assert.equal(built.volume[2], [8, 9, 10, 11].reduce((sum, i) => sum + bars.volume[i]!, 0));
  }));

Deno.test("bars of the venue's own stay where the built ones lack a part", () =>
  inTempDir(async (dir) => {
    await writeBars(dir, { instrument: bitcoin, timeframe: "1h", bars });
    await resampleSeries(dir, options);
    const own = (await readBars(dir, options)).bars;
    const lower = { ...own, low: own.low.map((low, i) => i === 3 ? low / 2 : low) };
    await writeBars(dir, { instrument: bitcoin, timeframe: "4h", bars: lower });
    const range = { from: bars.ts[13]! };
    const report = await resampleSeries(dir, { ...options, ...range });
    assert.equal(report.from, bars.ts[16], "the first bar is not covered and left alone");
    assert.equal((await readBars(dir, options)).bars.low[3], lower.low[3]);
  }));

Deno.test("a timeframe that is no whole multiple is refused", () =>
  inTempDir(async (dir) => {
    await writeBars(dir, { instrument: bitcoin, timeframe: "1h", bars });
    for (const [fromTimeframe, timeframe] of [["1h", "30m"], ["1h", "1h"]]) {
      const wrong = { ...options, fromTimeframe: fromTimeframe!, timeframe: timeframe! };
      await refuses(
        () => resampleSeries(dir, wrong),
        `Cannot build ${timeframe} bars from 1h bars: ${timeframe} is no whole multiple of 1h`,
      );
    }
    await refuses(
      () => resampleSeries(dir, { ...options, fromTimeframe: "3m", timeframe: "5m" }),
      "5m is no whole multiple of 3m",
    );
  }));
