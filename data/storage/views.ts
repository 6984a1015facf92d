import type { DuckDBConnection } from "@duckdb/node-api";
import { columnRules, type DatasetName, datasetNames, hasTimeframe } from "../datasets.ts";
import { sqlParquet, sqlText } from "./duckdb.ts";
import { readInstruments } from "./instruments.ts";
import { findHeldSeries } from "./series.ts";

const instrumentColumns = [
  "venue",
  "symbol",
  "kind",
  "base",
  "quote",
  "tickSize",
  "lotSize",
  "minNotional",
  "makerFeeBps",
  "takerFeeBps",
  "calendar",
] as const;

/**
 * Make a view of every dataset under its name (`bars`, `funding_rates`, `trades`, …), with columns
 * venue, symbol, timeframe where it has one, ts and its own, and the view `instruments` (one column
 * a field) on a DuckDB connection. A dataset that nothing is held of is a view without rows. They
 * show what is held now: call it again to see files that came later.
 */
export async function createLakeViews(db: DuckDBConnection, dataDir: string): Promise<void> {
  for (const dataset of datasetNames) {
    await db.run(`CREATE OR REPLACE TEMP VIEW ${dataset} AS ${datasetSql(dataDir, dataset)}`);
  }
  await db.run(`CREATE OR REPLACE TEMP VIEW instruments AS ${instrumentsSql(dataDir)}`);
}

/**
 * One scan of all files: venue, symbol and timeframe come from the path, so a condition on them
 * keeps DuckDB from opening the files of others.
 */
function datasetSql(dataDir: string, dataset: DatasetName): string {
  const files = findHeldSeries(dataDir, { dataset }).flatMap((series) => series.files);
  const folder = (above: number, name: string) =>
    `substr(parse_path(filename)[-${above}], ${name.length + 2})`;
  const [symbolAt, timeframe] = hasTimeframe(dataset)
    ? [3, [`${folder(2, "timeframe")} AS timeframe`]]
    : [2, []];
  const names = folder(symbolAt, "symbol");
  const keys = [
    `${folder(symbolAt + 1, "venue")} AS venue`,
    `url_decode(replace(replace(${names}, '-', '/'), '_', ':')) AS symbol`,
    ...timeframe,
  ];
  const columns = columnRules(dataset).map(([name]) => `"${name}"`);
  if (files.length > 0) {
    const source = sqlParquet(files).replace(/\)$/, ", filename = true)");
    return `SELECT ${[...keys, "ts", ...columns].join(", ")} FROM ${source}`;
  }
  const types = { number: "DOUBLE", integer: "BIGINT", text: "VARCHAR" };
  const empty = [
    ...["venue", "symbol", ...timeframe.map(() => "timeframe")].map((name) =>
      `''::VARCHAR AS ${name}`
    ),
    "0::BIGINT AS ts",
    ...columnRules(dataset).map(([name, { type }]) => `NULL::${types[type]} AS "${name}"`),
  ];
  return `SELECT ${empty.join(", ")} LIMIT 0`;
}

function instrumentsSql(dataDir: string): string {
  const rows = readInstruments(dataDir);
  const values = rows.map((row) =>
    `(${
      instrumentColumns.map((name) =>
        typeof row[name] === "number" ? row[name] : sqlText(row[name])
      ).join(", ")
    })`
  );
  const columns = instrumentColumns.map((name) => `"${name}"`).join(", ");
  return `SELECT * FROM (VALUES ${values.join(", ")}) AS instruments (${columns})`;
}
