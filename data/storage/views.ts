import type { DuckDBConnection } from "@duckdb/node-api";
import { sqlParquet, sqlText } from "./duckdb.ts";
import { readInstruments } from "./instruments.ts";
import { findSeries } from "./series.ts";

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
 * Make the views `bars` (venue, symbol, timeframe, ts, open, high, low, close, volume) and
 * `instruments` (one column a field) on a DuckDB connection. They show what is held now: call it
 * again to see files that came later.
 */
export async function createLakeViews(db: DuckDBConnection, dataDir: string): Promise<void> {
  await db.run(`CREATE OR REPLACE TEMP VIEW bars AS ${barsSql(dataDir)}`);
  await db.run(`CREATE OR REPLACE TEMP VIEW instruments AS ${instrumentsSql(dataDir)}`);
}

function barsSql(dataDir: string): string {
  return findSeries(dataDir).map(({ venue, symbol, timeframe, files }) =>
    `SELECT ${sqlText(venue)} AS venue, ${sqlText(symbol)} AS symbol, ` +
    `${sqlText(timeframe)} AS timeframe, ts, open, high, low, close, volume ` +
    `FROM ${sqlParquet(files)}`
  ).join(" UNION ALL ");
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
