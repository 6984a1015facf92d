import type { ColumnTable } from "arquero";
import { runSql } from "./run_sql.ts";
import type { SqlValue } from "./sql_value.ts";

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
 * The views are `bars` (venue, symbol, timeframe, ts, open, high, low, close, volume), one of every
 * other dataset of the lake under its name (`funding_rates`, `open_interest`, `trades`, …),
 * `instruments`, `runs` (one row a saved run, its metrics as columns), and `equity`, `fills`,
 * `cash_flows` and `orders` of all runs, told apart by `runId`. Times are TIMESTAMP in UTC in the SQL and `Date` in
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
  return runSql(pieces.reduce((text, piece, i) => `${text}$${i}${piece}`), values);
}
