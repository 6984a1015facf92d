import assert from "node:assert/strict";
import { withDuckDB } from "../../../data/storage/duckdb.ts";
import { openLake } from "../../../data/mod.ts";
import { barsAt, bitcoin, inTempDir, refuses } from "../helpers.ts";

Deno.test("query sees bars and instruments of the lake and the sample, quotes in names too", () =>
  inTempDir(async (dir) => {
    const lake = openLake({ dataDir: `${dir}/it's` });
    const bars = barsAt([Date.UTC(2024)], 7);
    await lake.writeBars({ instrument: { ...bitcoin, symbol: "O'X/USDT" }, timeframe: "1d", bars });
    const rows = await lake.query(`
      SELECT symbol, timeframe, count(*) AS n, min("tickSize") AS tick
      FROM bars JOIN instruments USING (venue, symbol) GROUP BY ALL ORDER BY symbol`);
    assert.deepEqual(rows.map(({ symbol, timeframe, n }) => [symbol, timeframe, n]), [
      ["BTC/USDT", "1h", 35_050n],
      ["BTC/USDT:USDT", "1h", 35_064n],
      ["ETH/USDT", "1h", 35_050n],
      ["O'X/USDT", "1d", 1n],
      ["SPX", "1d", 5_105n],
    ]);
    assert.equal(rows[0]!["tick"], "0.01");
    await refuses(() => lake.query("SELECT clse FROM bars"), "Cannot run the query", "clse");
  }));

Deno.test("createViews makes the views on a connection of the caller's", () =>
  inTempDir((dataDir) =>
    withDuckDB(async (db) => {
      const lake = openLake({ dataDir });
      await lake.createViews(db);
      await lake.createViews(db);
      const result = await db.run(
        "SELECT close FROM bars WHERE symbol = 'SPX' ORDER BY ts LIMIT 1",
      );
      assert.deepEqual(await result.getRows(), [[1455.219971]]);
    })
  ));
