import type { DuckDBConnection, DuckDBResultReader, DuckDBValue } from "@duckdb/node-api";
import type { ColumnTable } from "arquero";
import { withDuckDB } from "../../data/storage/duckdb.ts";
import { type LakeOptions, openLake } from "../../data/storage/open_lake.ts";
import { messageOf } from "../../data/message_of.ts";
import { UserError } from "../../data/user_error.ts";
import { inCell } from "./in_cell.ts";
import { createNotebookViews } from "./notebook_views.ts";
import { type SqlValue, toDuckDB } from "./sql_value.ts";

/**
 * Runs SQL with its values as `$1`, `$2`, … over the views that `sql` describes. An
 * interrupted cell interrupts the query.
 *
 * @throws UserError where DuckDB refuses it.
 */
export function runSql(
  text: string,
  values: readonly SqlValue[],
  { dataDir }: LakeOptions = {},
): Promise<ColumnTable> {
  return inCell(async (signal) => {
    const { tableOf } = await import("./table_of.ts");
    const bound = await toDuckDB(values);
    const lake = openLake({ dataDir });
    return await withDuckDB(async (db) => {
      await createNotebookViews(db, { lake, text });
      const interrupt = () => db.interrupt();
      signal.addEventListener("abort", interrupt);
      try {
        return tableOf(await read(db, text, bound));
      } catch (error) {
        throw signal.aborted ? new UserError("The query was interrupted") : error;
      } finally {
        signal.removeEventListener("abort", interrupt);
      }
    });
  });
}

async function read(
  db: DuckDBConnection,
  text: string,
  values: DuckDBValue[],
): Promise<DuckDBResultReader> {
  try {
    return await db.runAndReadAll(text, values);
  } catch (error) {
    const message = messageOf(error).replace(/\nLINE \d+:[^]*$/, "");
    const reason = message.trim().replace(/\s*\n\s*/g, "; ");
    const way = /TIMESTAMP/.test(reason) && /BIGINT|DOUBLE|INTEGER/.test(reason)
      ? "; times are TIMESTAMP here: pass a Date"
      : "";
    throw new UserError(`Cannot run the query: ${reason}${way}`);
  }
}
