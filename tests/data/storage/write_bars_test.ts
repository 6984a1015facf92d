import assert from "node:assert/strict";
import fc from "fast-check";
import { sliceBars } from "../../../data/bar_columns.ts";
import { openLake } from "../../../data/mod.ts";
import { barsAt, bitcoin, dayMs, hourMs, inTempDir, refuses, snapshot } from "../helpers.ts";

const start = Date.UTC(2023, 11, 31);
const instrument = bitcoin;
const query = { symbol: "BTC/USDT", venue: "test", timeframe: "1h" };

Deno.test("writeBars stores doubles exactly and splits files by year", () =>
  inTempDir(async (dataDir) => {
    const lake = openLake({ dataDir });
    const bars = barsAt(Array.from({ length: 48 }, (_, i) => start + i * hourMs));
    const exact = [0.1 + 0.2, 5e-324, 1.7976931348623157e308, 1455.219971];
    exact.forEach((price, i) => {
      bars.open[i] =
        bars.close[i] =
        bars.low[i] =
        bars.high[i] =
          price;
    });
    bars.volume[5] = NaN;
    const written = await lake.writeBars({ instrument, timeframe: "1h", bars });
    const dir = `${dataDir}/lake/bars/venue=test/symbol=BTC-USDT/timeframe=1h`;
    assert.deepEqual(written, {
      added: 48,
      changed: 0,
      unchanged: 0,
      files: [`${dir}/2023.parquet`, `${dir}/2024.parquet`],
    });
    const loaded = await lake.readBars(query);
    assert.deepEqual(loaded.bars, bars);
    assert.deepEqual(loaded.instrument, instrument);
    assert.equal(loaded.source, "lake");
  }));

Deno.test("writeBars merges by time: new bars win, and equal ones touch no file", () =>
  inTempDir(async (dataDir) => {
    const lake = openLake({ dataDir });
    const write = (times: number[], price: number) =>
      lake.writeBars({ instrument, timeframe: "1h", bars: barsAt(times, price) });
    const hour = (i: number) => start + i * hourMs;
    await write([hour(0), hour(2)], 10);
    const second = await write([hour(1), hour(2), hour(3)], 20);
    assert.deepEqual([second.added, second.changed, second.unchanged], [2, 1, 0]);
    const { bars } = await lake.readBars(query);
    assert.deepEqual([...bars.ts], [0, 1, 2, 3].map(hour));
    assert.deepEqual([...bars.open], [10, 20, 20, 20]);
    const before = snapshot(dataDir);
    const third = await write([hour(1), hour(2), hour(3)], 20);
    assert.deepEqual([third.added, third.changed, third.unchanged], [0, 0, 3]);
    assert.deepEqual(third.files, []);
    assert.deepEqual(snapshot(dataDir), before);
  }));

Deno.test("writeBars gives the same files in whatever pieces the bars come", () =>
  inTempDir(async (dir) => {
    const bars = barsAt(Array.from({ length: 60 }, (_, i) => start + i * hourMs));
    const whole = openLake({ dataDir: `${dir}/whole` });
    await whole.writeBars({ instrument, timeframe: "1h", bars });
    const expected = [...snapshot(`${dir}/whole`).values()].toSorted();
    let run = 0;
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 59 }), fc.boolean(), async (cut, swap) => {
        const dataDir = `${dir}/${run++}`;
        const parts = [sliceBars(bars, 0, cut), sliceBars(bars, cut, 60)];
        for (const part of swap ? parts.reverse() : parts) {
          await openLake({ dataDir }).writeBars({ instrument, timeframe: "1h", bars: part });
        }
        assert.deepEqual([...snapshot(dataDir).values()].toSorted(), expected);
      }),
      { seed: 5, numRuns: 8 },
    );
  }));

Deno.test("writeBars refuses bars that break the lake's rules and leaves no file", () =>
  inTempDir(async (dataDir) => {
    const write = openLake({ dataDir }).writeBars({
      instrument,
      timeframe: "1h",
      bars: barsAt([start, start]),
    });
    await assert.rejects(write, TypeError);
    assert.deepEqual([...Deno.readDirSync(dataDir)], []);
  }));

Deno.test("writeBars clears away what a killed writer left", () =>
  inTempDir(async (dataDir) => {
    const dir = `${dataDir}/lake/bars/venue=test/symbol=BTC-USDT/timeframe=1h`;
    Deno.mkdirSync(dir, { recursive: true });
    Deno.writeTextFileSync(`${dir}/.2023.parquet.tmp`, "half a fi");
    const lake = openLake({ dataDir });
    await refuses(() => lake.readBars(query), 'Unknown venue "test"');
    await lake.writeBars({ instrument, timeframe: "1h", bars: barsAt([start + dayMs]) });
    assert.deepEqual([...Deno.readDirSync(dir)].map(({ name }) => name), ["2024.parquet"]);
  }));

Deno.test("writeBars names a held file that is damaged and keeps it", () =>
  inTempDir(async (dataDir) => {
    const lake = openLake({ dataDir });
    const { files } = await lake.writeBars({ instrument, timeframe: "1h", bars: barsAt([start]) });
    Deno.truncateSync(files[0]!, 300);
    const bars = barsAt([start + hourMs]);
    await refuses(
      () => lake.writeBars({ instrument, timeframe: "1h", bars }),
      files[0]!,
      "damaged",
    );
    assert.equal(Deno.statSync(files[0]!).size, 300);
  }));
