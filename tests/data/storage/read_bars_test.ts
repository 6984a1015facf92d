import assert from "node:assert/strict";
import { barsChecksum, sliceBars } from "../../../data/bar_columns.ts";
import { openLake } from "../../../data/mod.ts";
import { barsAt, bitcoin, hourMs, inTempDir, refuses } from "../helpers.ts";

const start = Date.UTC(2023, 11, 31, 12);
const hours = Array.from({ length: 24 }, (_, i) => start + i * hourMs);
const query = { symbol: "BTC/USDT", venue: "test", timeframe: "1h" };

async function lakeWith(dataDir: string, symbol = "BTC/USDT", venue = "test") {
  const lake = openLake({ dataDir });
  const instrument = { ...bitcoin, symbol, venue };
  await lake.writeBars({ instrument, timeframe: "1h", bars: barsAt(hours) });
  return lake;
}

Deno.test("readBars takes from inclusive and to exclusive, across files", () =>
  inTempDir(async (dataDir) => {
    const lake = await lakeWith(dataDir);
    const whole = await lake.readBars(query);
    const part = await lake.readBars({ ...query, from: hours[10]!, to: hours[14]! });
    assert.deepEqual(part.bars, sliceBars(whole.bars, 10, 14));
    const between = await lake.readBars({ ...query, from: hours[3]! + 1, to: hours[4]! + 1 });
    assert.deepEqual([...between.bars.ts], [hours[4]]);
    const nextYear = await lake.readBars({ ...query, from: hours[12]! });
    assert.equal(nextYear.bars.ts.length, 12);
  }));

Deno.test("readBars has a checksum of the columns and nothing else", () =>
  inTempDir(async (dataDir) => {
    const lake = await lakeWith(dataDir);
    const { checksum } = await lake.readBars(query);
    const copy = barsAt(hours);
    assert.equal(checksum, barsChecksum(copy));
    assert.match(checksum, /^[0-9a-f]{64}$/);
    copy.close[7]! += 1e-12;
    assert.notEqual(checksum, barsChecksum(copy));
  }));

Deno.test("readBars says which range is held where the one asked for is empty", () =>
  inTempDir(async (dataDir) => {
    const lake = await lakeWith(dataDir);
    const held = "held is 2023-12-31 12:00 to 2024-01-01 11:00";
    await refuses(() => lake.readBars({ ...query, from: Date.UTC(2030) }), "from 2030-01-01", held);
    await refuses(() => lake.readBars({ ...query, to: Date.UTC(2020) }), "before 2020-01-01", held);
    await refuses(() => lake.readBars({ ...query, from: start + 1, to: start + 2 }), held);
    await refuses(() => lake.readBars({ ...query, from: 2e12, to: 1e12 }), "--from be before --to");
  }));

Deno.test("readBars names the nearest symbol, timeframe or venue", () =>
  inTempDir(async (dataDir) => {
    const lake = await lakeWith(dataDir);
    const read = (change: Partial<typeof query>) => () => lake.readBars({ ...query, ...change });
    await refuses(read({ timeframe: "5m" }), "5m", '"BTC/USDT" at "test"', "held is 1h");
    await refuses(read({ timeframe: "60m" }), 'did you mean "1h"?');
    await refuses(read({ venue: "tset" }), 'Unknown venue "tset"; did you mean "test"?', "binance");
    await refuses(read({ symbol: "BTCUSDT" }), 'did you mean "BTC/USDT"?', "known: BTC/USDT");
    await refuses(read({ symbol: "SPX" }), 'No bars of "SPX" at venue "test"', "--venue index");
    await refuses(
      () => lake.readBars({ symbol: "SPY", timeframe: "1d" }),
      'Unknown symbol "SPY"; did you mean "SPX"?',
    );
  }));

Deno.test("readBars asks for the venue only where several hold the timeframe", () =>
  inTempDir(async (dataDir) => {
    const lake = await lakeWith(dataDir, "BTC/USDT", "test");
    await refuses(
      () => lake.readBars({ symbol: "BTC/USDT", timeframe: "1h" }),
      "held at 2 venues: binance, test; pass --venue binance",
    );
    await refuses(() => lake.instrument("BTC/USDT"), "pass --venue binance");
    const instrument = { ...bitcoin, venue: "other" };
    await lake.writeBars({ instrument, timeframe: "4h", bars: barsAt([Date.UTC(2024)]) });
    const loaded = await lake.readBars({ symbol: "BTC/USDT", timeframe: "4h" });
    assert.equal(loaded.instrument.venue, "other");
  }));

Deno.test("readBars reads perpetuals and odd tickers, in folders with odd names", () =>
  inTempDir(async (dir) => {
    for (const symbol of ["BTC/USDT:USDT", "BRK-B", "^GSPC", "kPEPE/USDC", "币/USDT"]) {
      const lake = await lakeWith(`${dir}/it's [a] *folder*?`, symbol);
      const { bars, instrument } = await lake.readBars({ ...query, symbol });
      assert.equal(instrument.symbol, symbol);
      assert.equal(bars.ts.length, hours.length);
    }
  }));

Deno.test("readBars and list name a damaged file", () =>
  inTempDir(async (dataDir) => {
    const lake = await lakeWith(dataDir);
    const file = `${dataDir}/lake/bars/venue=test/symbol=BTC-USDT/timeframe=1h/2024.parquet`;
    const bytes = Deno.readFileSync(file);
    for (const size of [0, 4, 100, bytes.length - 1]) {
      Deno.writeFileSync(file, bytes.subarray(0, size));
      await refuses(() => lake.readBars(query), `Cannot read bars from "${file}"`, "damaged");
      await refuses(() => lake.list(), file);
    }
    const { bars } = await lake.readBars({ ...query, to: Date.UTC(2024) });
    assert.equal(bars.ts.length, 12);
  }));

Deno.test("readBars names an instrument file that is missing or wrong", () =>
  inTempDir(async (dataDir) => {
    const lake = await lakeWith(dataDir);
    const file = `${dataDir}/lake/instruments/test/BTC-USDT.json`;
    const text = Deno.readTextFileSync(file);
    Deno.writeTextFileSync(file, text.slice(0, 40));
    await refuses(() => lake.readBars(query), file, "not JSON");
    Deno.writeTextFileSync(file, text.replace('"0.01"', '"-1"'));
    await refuses(() => lake.readBars(query), file, "tickSize");
    Deno.writeTextFileSync(file, text.replace("BTC/USDT", "ETH/USDT"));
    await refuses(() => lake.readBars(query), file, "ETH/USDT");
    Deno.removeSync(file);
    await refuses(() => lake.readBars(query), file, "missing");
  }));

Deno.test("openLake refuses a file as data directory and accepts a folder not made yet", () =>
  inTempDir(async (dir) => {
    Deno.writeTextFileSync(`${dir}/file`, "");
    await refuses(() => openLake({ dataDir: `${dir}/file` }), "it is a file");
    const { source } = await openLake({ dataDir: `${dir}/new` }).readBars({
      symbol: "SPX",
      timeframe: "1d",
    });
    assert.equal(source, "sample");
    assert.throws(() => Deno.statSync(`${dir}/new`), Deno.errors.NotFound);
  }));
