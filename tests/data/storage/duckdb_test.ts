import assert from "node:assert/strict";
import { bindings, withDuckDB } from "../../../data/storage/duckdb.ts";
import { readTable } from "../../../data/storage/read_table.ts";
import { openLake } from "../../../data/mod.ts";
import { barsAt, bitcoin, hourMs, inTempDir, refuses, repository } from "../helpers.ts";

Deno.test("DuckDB's classes and the functions below them are of one version", async () => {
  const { imports } = JSON.parse(Deno.readTextFileSync(new URL("deno.json", repository)));
  const version = (name: string) => imports[`@duckdb/${name}`].split("@").at(-1);
  assert.equal(version("node-bindings"), version("node-api"));
  await withDuckDB(async (db) => {
    const [[native]] = await (await db.run("SELECT version()")).getRows() as [[string]];
    assert.equal(bindings().library_version(), native);
  });
});

Deno.test("readTable checks every row, whichever block it lies in, and finds missing values", () =>
  inTempDir(async (dataDir) => {
    const rows = 70_000;
    const bars = barsAt(Array.from({ length: rows }, (_, i) => Date.UTC(2000) + i * hourMs / 60));
    for (let i = 0; i < rows; i++) if (i % 64 > 60) bars.volume[i] = NaN;
    const { files } = await openLake({ dataDir }).writeBars({
      instrument: bitcoin,
      timeframe: "1m",
      bars,
    });
    assert.deepEqual({ ...await readTable(files, { dataset: "bars" }) }, { ...bars });
    const copy = `${dataDir}/copy.parquet`;
    for (const row of [0, 1, 32_767, 32_768, 40_960, 65_536, rows - 1]) {
      for (const sql of [`IF(i = ${row}, -1, low) AS low`, `IF(i = ${row}, 0, ts) AS ts`]) {
        if (row === 0 && sql.endsWith("ts")) continue;
        await withDuckDB((db) =>
          db.run(`COPY (SELECT * REPLACE (${sql}) FROM
            (SELECT *, row_number() OVER () - 1 AS i FROM read_parquet([${
            files.map((file) => `'${file}'`)
          }]))) TO '${copy}' (FORMAT parquet)`)
        );
        await refuses(() => readTable([copy], { dataset: "bars" }), copy, "damaged (row");
      }
    }
  }));
