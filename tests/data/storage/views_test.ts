import assert from "node:assert/strict";
import { datasetNames, hasTimeframe } from "../../../data/datasets.ts";
import { withDuckDB } from "../../../data/storage/duckdb.ts";
import { openLake } from "../../../data/mod.ts";
import { barsAt, bitcoin, inTempDir, refuses } from "../helpers.ts";
import { rowsOf } from "./dataset_rows.ts";

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

Deno.test("every dataset has a view, typed and without rows where nothing is held of it", () =>
  inTempDir(async (dataDir) => {
    const lake = openLake({ dataDir });
    for (const dataset of datasetNames) {
      const table = rowsOf(dataset, [Date.UTC(2024), Date.UTC(2024) + 1]);
      const timeframe = hasTimeframe(dataset) ? "1h" : null;
      const shape = async () => {
        const rows = await lake.query(`DESCRIBE ${dataset}`);
        return rows.map(({ column_name, column_type }) => [column_name, column_type]);
      };
      const before = await shape();
      await lake.writeDataset({ dataset, venue: "test", symbol: "X/USDT", timeframe, table });
      assert.deepEqual(await shape(), before, dataset);
      const keys = ["venue", "symbol", ...(timeframe === null ? [] : ["timeframe"])];
      assert.deepEqual(before.map(([name]) => name), [...keys, ...Object.keys(table)]);
      const [row] = await lake.query(
        `SELECT count(*) AS n, min(ts) AS ts FROM ${dataset} WHERE symbol = 'X/USDT'`,
      );
      assert.deepEqual(row, { n: 2n, ts: BigInt(Date.UTC(2024)) });
    }
  }));

Deno.test("a query of one symbol opens no file of another", () =>
  inTempDir(async (dataDir) => {
    const lake = openLake({ dataDir });
    for (const symbol of ["A/USDT", "B/USDT"]) {
      const instrument = { ...bitcoin, symbol };
      await lake.writeBars({ instrument, timeframe: "1h", bars: barsAt([Date.UTC(2024)]) });
    }
    const dir = `${dataDir}/lake/bars/venue=test`;
    Deno.writeTextFileSync(`${dir}/symbol=B-USDT/timeframe=1h/2024.parquet`, "spoilt");
    const count = (symbol: string) =>
      lake.query(`SELECT count(*) AS n FROM bars WHERE symbol = '${symbol}'`);
    assert.deepEqual(await count("A/USDT"), [{ n: 1n }]);
    await refuses(() => count("B/USDT"), "Cannot run the query", "symbol=B-USDT");
  }));
