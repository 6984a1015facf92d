import { sqlParquet, withDuckDB } from "../../data/storage/duckdb.ts";
import { messageOf } from "../../data/message_of.ts";
import { UserError } from "../../data/user_error.ts";

/** Columns of a Parquet file by name: numbers as doubles (NaN for none), words as text or null. */
export interface TableColumns {
  number(name: string): Float64Array;
  text(name: string): readonly (string | null)[];
}

/**
 * Reads a run's Parquet file whole.
 *
 * @throws UserError where it is missing or damaged.
 */
export async function readTable(file: string, columns: readonly string[]): Promise<TableColumns> {
  const read = await tryRead(file, columns);
  const column = (name: string) => read[name] ?? [];
  return {
    number: (name) =>
      Float64Array.from(column(name), (value) => value === null ? NaN : Number(value)),
    text: (name) => column(name) as (string | null)[],
  };
}

async function tryRead(
  file: string,
  columns: readonly string[],
): Promise<Record<string, unknown[]>> {
  const select = columns.map((name) => `"${name}"`).join(", ");
  try {
    return await withDuckDB(async (db) =>
      await (await db.runAndReadAll(`SELECT ${select} FROM ${sqlParquet([file])}`))
        .getColumnsObjectJS()
    ) as Record<string, unknown[]>;
  } catch (error) {
    const [reason] = messageOf(error).split("\n");
    throw new UserError(
      `Cannot read "${file}": it is missing or damaged (${reason}); delete the run and run it again`,
    );
  }
}
