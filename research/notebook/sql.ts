import type { ColumnTable } from "arquero";
import type { DuckDBConnection } from "@duckdb/node-api";
import { openLake } from "../../data/storage/open_lake.ts";
import { withDuckDB } from "../../data/storage/duckdb.ts";
import { UserError } from "../../data/user_error.ts";
import { inCell } from "./in_cell.ts";
import { createNotebookViews } from "./notebook_views.ts";
import { type SqlValue, toDuckDB } from "./sql_value.ts";

/**
 * Runs SQL over the lake and the runs, and returns an Arquero table.
 *
 * ```ts ignore
 * const symbol = "BTC/USDT";
 * const days = await sql`
 *   SELECT date_trunc('day', ts) AS day, last(close ORDER BY ts) AS close
 *   FROM bars WHERE symbol = ${symbol} AND ts >= '2023-01-01' GROUP BY day ORDER BY day`;
 * ```
 *
 * The views are `bars` (venue, symbol, timeframe, ts, open, high, low, close, volume),
 * `instruments`, `runs` (one row a saved run, its metrics as columns), and `equity`, `fills` and
 * `orders` of all runs, told apart by `runId`. Times are TIMESTAMP in UTC in the SQL and `Date` in
 * the table, which Plot draws on a time axis as they are. Whole numbers come as numbers, or as
 * `bigint` in a column that holds one beyond 2^53.
 *
 * A value in `${…}` is bound as a parameter and never becomes part of the SQL, so names of tables
 * and columns cannot be given that way. An array is a list: `symbol IN ${["BTC/USDT", "SPX"]}`.
 *
 * @throws UserError where DuckDB refuses the query.
 */
export function sql(
  pieces: TemplateStringsArray,
  ...values: readonly SqlValue[]
): Promise<ColumnTable> {
  const text = pieces.reduce((text, piece, i) => `${text}$${i}${piece}`);
  return inCell(async (signal) => {
    const { tableOf } = await import("./table_of.ts");
    const bound = await toDuckDB(values);
    const lake = openLake();
    return await withDuckDB(async (db) => {
      await createNotebookViews(db, { lake, text });
      const interrupt = () => db.interrupt();
      signal.addEventListener("abort", interrupt);
      try {
        return tableOf(await query(db, text, bound));
      } catch (error) {
        throw signal.aborted ? new UserError("The query was interrupted") : error;
      } finally {
        signal.removeEventListener("abort", interrupt);
      }
    });
  });
}

async function query(db: DuckDBConnection, text: string, values: Parameters<typeof db.run>[1]) {
  try {
    return await db.runAndReadAll(text, values);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    const reason = message.replace(/\nLINE \d+:[^]*$/, "").trim().replace(/\s*\n\s*/g, "; ");
    const way = /TIMESTAMP/.test(reason) && /BIGINT|DOUBLE|INTEGER/.test(reason)
      ? "; times are TIMESTAMP here: pass a Date"
      : "";
    throw new UserError(`Cannot run the query: ${reason}${way}`);
  }
}
