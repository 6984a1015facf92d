import assert from "node:assert/strict";
import { openLake } from "../../data/mod.ts";
import { sampleDir } from "../../data/data_dir.ts";
import { liquidationFeeBps, marginTiers } from "../../data/import/margin_tiers.ts";
import { hourMs, inTempDir, snapshot } from "./helpers.ts";

Deno.test("the sample has SPX daily with the source's exact values", () =>
  inTempDir(async (dataDir) => {
    const loaded = await openLake({ dataDir }).readBars({ symbol: "SPX", timeframe: "1d" });
    const { bars, instrument } = loaded;
    assert.equal(bars.ts.length, 5_105);
    const rows = [0, 5_104].map((i) =>
      [bars.ts, bars.open, bars.high, bars.low, bars.close, bars.volume].map((column) => column[i])
    );
    assert.deepEqual(rows, [
      [Date.UTC(2000, 0, 3), 1469.25, 1478, 1438.359985, 1455.219971, 931_800_000],
      [Date.UTC(2020, 3, 17), 2842.429932, 2879.219971, 2830.879883, 2874.560059, 5_792_140_000],
    ]);
    assert.equal(
      loaded.checksum,
      "9b7bba9da019c3d86653fb739632dce429de92dc36897c493169ce5d7ab46fb2",
    );
    assert.deepEqual(
      [instrument.venue, instrument.kind, instrument.quote, instrument.takerFeeBps],
      ["index", "equity", "USD", 1],
    );
  }));

Deno.test("the sample has four years of BTC/USDT and ETH/USDT hours with the venue's own gaps", () =>
  inTempDir(async (dataDir) => {
    const table = [["BTC/USDT", 28923.63, 93576, "0.00001"], [
      "ETH/USDT",
      736.42,
      3337.78,
      "0.0001",
    ]];
    for (const [symbol, firstOpen, lastClose, lotSize] of table) {
      const query = { symbol: String(symbol), timeframe: "1h" };
      const { bars, instrument, source } = await openLake({ dataDir }).readBars(query);
      assert.deepEqual([source, bars.ts.length], ["sample", 35_050]);
      assert.equal(bars.ts[0], Date.UTC(2021, 0));
      assert.equal(bars.ts.at(-1), Date.UTC(2025, 0) - hourMs);
      assert.deepEqual([bars.open[0], bars.close.at(-1)], [firstOpen, lastClose]);
      assert.deepEqual([instrument.lotSize, instrument.minNotional], [lotSize, "5"]);
    }
  }));

Deno.test("the sample has the BTC/USDT perpetual's hours and funding of the same years, without gaps", () =>
  inTempDir(async (dataDir) => {
    const lake = openLake({ dataDir });
    const symbol = "BTC/USDT:USDT";
    const { bars, instrument, source } = await lake.readBars({ symbol, timeframe: "1h" });
    assert.deepEqual([source, bars.ts.length], ["sample", 35_064]);
    assert.deepEqual([bars.ts[0], bars.ts.at(-1)], [Date.UTC(2021, 0), Date.UTC(2025, 0) - hourMs]);
    assert.deepEqual([bars.open[0], bars.close.at(-1)], [28948.19, 93548.9]);
    assert.deepEqual(
      [instrument.kind, instrument.tickSize, instrument.lotSize, instrument.takerFeeBps],
      ["perpetual", "0.1", "0.001", 5],
    );
    assert.deepEqual(instrument.margin, { tiers: marginTiers, liquidationFeeBps });
    const { columns } = await lake.readDataset({ dataset: "funding_rates", symbol });
    const settlements = Array.from({ length: 4_383 }, (_, i) => Date.UTC(2021, 0) + i * 8 * hourMs);
    assert.deepEqual([...columns.ts], settlements);
    const sum = columns.funding_rate.reduce((total, rate) => total + rate, 0);
    assert.ok(Math.abs(sum - 0.54595943) < 1e-9, `${sum}`);
    assert.equal(columns.funding_rate[0], 0.00022753);
  }));

Deno.test("the sample is at most 5 MB", () => {
  const bytes = [...snapshot(sampleDir).values()].reduce((sum, file) => sum + file.length, 0);
  assert.ok(bytes < 5_000_000, `${bytes} bytes`);
});
