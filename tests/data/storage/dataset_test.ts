import assert from "node:assert/strict";
import { barsChecksum } from "../../../data/bar_columns.ts";
import { absent, type DatasetTable, sliceTable } from "../../../data/dataset_table.ts";
import { datasetNames, hasTimeframe } from "../../../data/datasets.ts";
import { openLake } from "../../../data/mod.ts";
import { barsAt, bitcoin, dayMs, hourMs, inTempDir, refuses, snapshot } from "../helpers.ts";
import { rowsOf } from "./dataset_rows.ts";

const start = Date.UTC(2023, 11, 31, 12);
const symbol = "BTC/USDT:USDT";
const venue = "test";

Deno.test("every dataset reads back what was written, by its own columns and checksum", () =>
  inTempDir(async (dataDir) => {
    const lake = openLake({ dataDir });
    for (const dataset of datasetNames) {
      const timeframe = hasTimeframe(dataset) ? "1h" : null;
      const table = rowsOf(dataset, Array.from({ length: 24 }, (_, i) => start + i * hourMs));
      const written = await lake.writeDataset({ dataset, venue, symbol, timeframe, table });
      assert.deepEqual([written.added, written.changed, written.unchanged], [24, 0, 0]);
      assert.equal(written.files.length, 2, dataset);
      const loaded = await lake.readDataset({ dataset, symbol, venue, timeframe });
      assert.deepEqual({ ...loaded.columns }, { ...table }, dataset);
      assert.equal(loaded.timeframe, timeframe);
      const [held] = await lake.listDatasets({ dataset, venue, checksums: true });
      assert.deepEqual([held!.rows, held!.from, held!.to], [24, start, start + 23 * hourMs]);
      assert.equal(held!.checksum, loaded.checksum);
      const before = snapshot(dataDir);
      const again = await lake.writeDataset({ dataset, venue, symbol, timeframe, table });
      assert.deepEqual([again.unchanged, again.files], [24, []]);
      assert.deepEqual(snapshot(dataDir), before);
    }
  }));

Deno.test("whole numbers keep their 64 bits in the files, through merges too", () =>
  inTempDir(async (dataDir) => {
    const lake = openLake({ dataDir });
    const write = (ts: number[], recv: bigint[]) => {
      const table: DatasetTable = {
        ...rowsOf("trades", ts),
        trade_id: Float64Array.from(ts, (_, i) => i),
        recv_ts_ns: BigInt64Array.from(recv),
      };
      return lake.writeDataset({ dataset: "trades", venue, symbol, table });
    };
    await write([start, start + 1], [1723161255088176367n, absent]);
    await write([start + 2], [1723161255088176369n]);
    const rows = await lake.query("SELECT recv_ts_ns FROM trades ORDER BY ts");
    assert.deepEqual(
      rows.map(({ recv_ts_ns }) => recv_ts_ns),
      [1723161255088176367n, null, 1723161255088176369n],
    );
    const { columns } = await lake.readDataset({ dataset: "trades", symbol, venue });
    assert.deepEqual([...columns.recv_ts_ns], [1723161255088176367, NaN, 1723161255088176369]);
  }));

Deno.test("readDataset loads the columns named, of a range, and the only timeframe held", () =>
  inTempDir(async (dataDir) => {
    const lake = openLake({ dataDir });
    const dataset = "open_interest";
    const table = rowsOf(dataset, [0, 1, 2, 3].map((i) => start + i * dayMs));
    await lake.writeDataset({ dataset, venue, symbol, timeframe: "1d", table });
    const { columns, timeframe } = await lake.readDataset({
      dataset,
      symbol,
      from: start + 1,
      to: start + 3 * dayMs,
      columns: ["open_interest"],
    });
    assert.deepEqual({ ...columns }, {
      ts: table.ts.subarray(1, 3),
      open_interest: sliceTable(table, 1, 3)["open_interest"],
    });
    assert.equal(timeframe, "1d");
    await lake.writeDataset({ dataset, venue, symbol, timeframe: "1h", table });
    const read = () => lake.readDataset({ dataset, symbol });
    await refuses(read, "which open interest", "held is 1h, 1d; pass --timeframe 1h");
  }));

Deno.test("readDataset says what is not there and what is", () =>
  inTempDir(async (dataDir) => {
    const lake = openLake({ dataDir });
    const table = rowsOf("quotes", [start]);
    await lake.writeDataset({ dataset: "quotes", venue, symbol, table });
    await refuses(
      () => lake.readDataset({ dataset: "quotes", symbol: "BTC/USDT" }),
      'No quotes of "BTC/USDT"; did you mean "BTC/USDT:USDT"?',
    );
    await refuses(
      () => lake.readDataset({ dataset: "books", symbol }),
      "No books",
      "data import --dataset books",
    );
    await refuses(
      () => lake.readDataset({ dataset: "quotes", symbol, columns: ["bd" as "bid"] }),
      'Unknown column "bd" of quotes; did you mean "bid"?',
    );
    await refuses(
      () => lake.readDataset({ dataset: "quotes", symbol, from: start + dayMs }),
      'No quotes of "BTC/USDT:USDT" at "test" from 2024-01-01 12:00',
      "held is 2023-12-31 12:00",
    );
  }));

Deno.test("writeDataset refuses rows that break a rule and leaves no file", () =>
  inTempDir(async (dataDir) => {
    const lake = openLake({ dataDir });
    const wrong: [Parameters<typeof lake.writeDataset>[0]["dataset"], object, RegExp][] = [
      ["trades", { price: Float64Array.of(0) }, /row 0 has price 0/],
      ["trades", { side: ["long"] }, /row 0 has side long/],
      ["trades", { ts: Float64Array.of(0.5) }, /row 0 has time 0.5/],
      ["trades", { trade_id: Float64Array.of(2 ** 60) }, /no exact whole number/],
      ["trades", { prise: Float64Array.of(1) }, /no column "prise"/],
      ["trades", { price: [1] }, /column price has no numbers/],
      ["trades", { price: undefined }, /column "price"/],
      ["quotes", { ask: Float64Array.of(NaN) }, /row 0 has ask NaN/],
      ["books", { qty: Float64Array.of(-1) }, /row 0 has qty -1/],
      ["mark_prices", { low: Float64Array.of(1e9) }, /row 0 has open/],
      ["funding_rates", { funding_rate: Float64Array.of(Infinity) }, /Infinity/],
      ["funding_rates", { funding_rate: Float64Array.of(1, 2) }, /2 rows and ts has 1/],
    ];
    for (const [dataset, change, message] of wrong) {
      const table = { ...rowsOf(dataset, [start]), ...change } as DatasetTable;
      if ("price" in change && change.price === undefined) {
        delete (table as unknown as Record<string, unknown>)["price"];
      }
      const timeframe = hasTimeframe(dataset) ? "1h" : null;
      await assert.rejects(
        lake.writeDataset({ dataset, venue, symbol, timeframe, table }),
        (error) => error instanceof TypeError && message.test(error.message),
        String(message),
      );
    }
    assert.deepEqual([...Deno.readDirSync(dataDir)], []);
  }));

Deno.test("bars are one dataset among others, whichever front writes or reads them", () =>
  inTempDir(async (dataDir) => {
    const lake = openLake({ dataDir });
    const bars = barsAt([start, start + hourMs]);
    await lake.writeBars({ instrument: bitcoin, timeframe: "1h", bars });
    const query = { symbol: "BTC/USDT", timeframe: "1h", venue } as const;
    const { columns, checksum } = await lake.readDataset({ ...query, dataset: "bars" });
    assert.deepEqual({ ...columns }, { ...bars });
    assert.equal(checksum, barsChecksum(bars));
    assert.equal(checksum, (await lake.readBars(query)).checksum);
  }));

Deno.test("readBarsInChunks gives the same bars in pieces, and stops when its reader does", () =>
  inTempDir(async (dataDir) => {
    const lake = openLake({ dataDir });
    const times = Array.from({ length: 10_000 }, (_, i) => Date.UTC(2024) + i * 60_000 * 15);
    const bars = barsAt(times);
    await lake.writeBars({ instrument: bitcoin, timeframe: "15m", bars });
    const query = { symbol: "BTC/USDT", timeframe: "15m" };
    const got: number[] = [];
    for await (const piece of lake.readBarsInChunks(query, { rows: 3_000 })) {
      assert.ok(piece.ts.length < 3_000 + 2_048);
      got.push(...piece.ts);
    }
    assert.deepEqual(got, times);
    for await (const piece of lake.readBarsInChunks(query, { rows: 1 })) {
      assert.ok(piece.ts.length <= 2_048);
      break;
    }
    const part = { ...query, from: times[9_000]! };
    for await (const piece of lake.readBarsInChunks(part, { rows: 1e6 })) {
      assert.deepEqual([...piece.ts], times.slice(9_000));
    }
    const none = lake.readBarsInChunks({ ...query, from: Date.UTC(2030) }, { rows: 10 });
    await refuses(() => none[Symbol.asyncIterator]().next(), "held is 2024-01-01");
  }));
