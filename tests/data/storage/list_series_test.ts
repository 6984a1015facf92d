import assert from "node:assert/strict";
import { openLake } from "../../../data/mod.ts";
import { barsAt, bitcoin, hourMs, inTempDir } from "../helpers.ts";

const start = Date.UTC(2024, 0, 1);

Deno.test("list tells rows, range and missing bars of the lake and of the sample", () =>
  inTempDir(async (dataDir) => {
    const lake = openLake({ dataDir });
    const bars = barsAt([0, 1, 4].map((i) => start + i * hourMs));
    await lake.writeBars({ instrument: bitcoin, timeframe: "1h", bars });
    const list = await lake.list();
    assert.deepEqual(
      list.map((
        { venue, symbol, rows, missing, source },
      ) => [venue, symbol, rows, missing, source]),
      [
        ["binance", "BTC/USDT", 35_050, 14, "sample"],
        ["binance", "BTC/USDT:USDT", 35_064, 0, "sample"],
        ["binance", "ETH/USDT", 35_050, 14, "sample"],
        ["index", "SPX", 5_105, null, "sample"],
        ["test", "BTC/USDT", 3, 2, "lake"],
      ],
    );
    assert.deepEqual([list[4]!.from, list[4]!.to], [start, start + 4 * hourMs]);
  }));

Deno.test("a series in the lake hides the sample's of the same name and no other", () =>
  inTempDir(async (dataDir) => {
    const lake = openLake({ dataDir });
    const instrument = { ...bitcoin, venue: "binance", tickSize: "0.1" };
    await lake.writeBars({ instrument, timeframe: "1h", bars: barsAt([start]) });
    const query = { symbol: "BTC/USDT", timeframe: "1h" };
    const { bars, source, instrument: loaded } = await lake.readBars(query);
    assert.deepEqual([bars.ts.length, source, loaded.tickSize], [1, "lake", "0.1"]);
    const other = await lake.readBars({ ...query, symbol: "ETH/USDT" });
    assert.equal(other.source, "sample");
    assert.equal((await lake.list()).length, 4);
  }));
