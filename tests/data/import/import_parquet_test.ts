import assert from "node:assert/strict";
import { importFile } from "../../../data/import/import_file.ts";
import { openLake } from "../../../data/mod.ts";
import { sqlText, withDuckDB } from "../../../data/storage/duckdb.ts";
import { hourMs, inTempDir, refuses } from "../helpers.ts";

const start = Date.UTC(2024);
const options = { symbol: "XYZ/USDT", timeframe: "1h", venue: "local" };

/** Twelve hourly bars whose time column is this SQL over `i`, the number of the hour. */
function writeSource(file: string, time: string, prices = "1.1::DOUBLE"): Promise<unknown> {
  const columns = ["open", "high", "low", "close"].map((name) => `${prices} AS "${name}"`);
  return withDuckDB((db) =>
    db.run(
      `COPY (SELECT ${time}, ${columns.join(", ")}, i::INTEGER AS volume FROM range(12) AS r(i)) ` +
        `TO ${sqlText(file)} (FORMAT parquet)`,
    )
  );
}

Deno.test("importFile reads Parquet times as counts, dates, timestamps of any unit and text", () =>
  inTempDir(async (dir) => {
    const at = `TIMESTAMP '2024-01-01' + to_hours(i)`;
    const times = [
      `(${start} + i * ${hourMs})::BIGINT AS ts`,
      `(${start / 1000} + i * 3600)::INTEGER AS unix`,
      `(${start} + i * ${hourMs})::DOUBLE AS "Open Time"`,
      `${at} AS date`,
      `(${at})::TIMESTAMP_S AS timestamp`,
      `(${at})::TIMESTAMP_MS AS timestamp`,
      `(${at})::TIMESTAMP_NS AS timestamp`,
      `make_timestamptz(2024, 1, 1, 0, 0, 0, 'UTC') + to_hours(i) AS "__index_level_0__"`,
      `(${at})::VARCHAR AS datetime`,
    ];
    for (const [i, time] of times.entries()) {
      const file = `${dir}/source.parquet`;
      const dataDir = `${dir}/${i}`;
      await writeSource(file, time);
      const report = await importFile({ ...options, file, dataDir });
      assert.deepEqual([report.read, report.written, report.quarantined], [12, 12, 0], time);
      const { bars } = await openLake({ dataDir }).readBars(options);
      assert.deepEqual(
        [...bars.ts],
        Array.from({ length: 12 }, (_, i) => start + i * hourMs),
        time,
      );
      assert.deepEqual([bars.close[11], bars.volume[11]], [1.1, 11]);
    }
  }));

Deno.test("importFile reads daily dates before 1970 and prices as decimals or text", () =>
  inTempDir(async (dir) => {
    for (const [i, prices] of ["1.1::DECIMAL(10, 3)", "'1.1'"].entries()) {
      const file = `${dir}/source.parquet`;
      const dataDir = `${dir}/${i}`;
      await writeSource(file, "(DATE '1962-01-02' + i::INTEGER) AS date", prices);
      const query = { ...options, symbol: "ABC", timeframe: "1d" };
      await importFile({ ...query, file, dataDir });
      const { bars } = await openLake({ dataDir }).readBars(query);
      assert.deepEqual([bars.ts[0], bars.ts.length], [Date.UTC(1962, 0, 2), 12]);
      assert.equal(bars.close[0], 1.1);
    }
  }));

Deno.test("importFile quarantines bad Parquet rows by their number", () =>
  inTempDir(async (dir) => {
    const file = `${dir}/source.parquet`;
    const time = `(${start} + i * ${hourMs})::BIGINT AS ts`;
    await writeSource(file, time, "CASE i WHEN 3 THEN NULL WHEN 5 THEN -1 ELSE 2 END");
    const report = await importFile({ ...options, file, dataDir: `${dir}/data` });
    assert.deepEqual(report.reasons, { "missing value": 1, "price not a positive number": 1 });
    const rows = Deno.readTextFileSync(report.quarantineFile!).trimEnd().split("\n");
    assert.deepEqual(rows.map((line) => JSON.parse(line).row), [4, 6]);
  }));

Deno.test("importFile refuses a Parquet file cut short, writing nothing", () =>
  inTempDir(async (dir) => {
    const file = `${dir}/source.parquet`;
    await writeSource(file, `(${start} + i * ${hourMs})::BIGINT AS ts`);
    const bytes = Deno.readFileSync(file);
    for (const size of [4, 10, bytes.length >> 1, bytes.length - 1]) {
      Deno.writeFileSync(file, bytes.subarray(0, size));
      const importing = () => importFile({ ...options, file, dataDir: `${dir}/data` });
      await refuses(importing, `Cannot import "${file}"`, "damaged or incomplete");
    }
    Deno.writeTextFileSync(file, "date,open,high,low,close\n");
    const importing = () => importFile({ ...options, file, dataDir: `${dir}/data` });
    await refuses(importing, "not a Parquet file");
    assert.throws(() => Deno.statSync(`${dir}/data`), Deno.errors.NotFound);
  }));
