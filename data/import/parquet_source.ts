import type { DuckDBConnection } from "@duckdb/node-api";
import { sqlParquet, withDuckDB } from "../storage/duckdb.ts";
import { messageOf } from "../message_of.ts";
import { UserError } from "../user_error.ts";
import type { SourceFile, SourceRow } from "./source_row.ts";
import { noHeader } from "./no_header.ts";
import type { Cell } from "./parse_number.ts";
import { recogniseColumns } from "./recognise_columns.ts";

/**
 * Hand each row of a Parquet file on. Times may be counts since the epoch, dates, timestamps of any
 * unit or text.
 *
 * @throws {UserError} where the file is damaged or its columns are not recognised.
 */
export async function readParquet(
  { file, base }: SourceFile,
  take: (row: SourceRow) => void,
): Promise<void> {
  await withDuckDB(async (db) => {
    const schema = await attempt(file, () => columnsOf(db, file));
    const names = schema.map(({ name }) => name);
    const columns = recogniseColumns(names, base);
    if (!("time" in columns)) throw noHeader(file, names, columns);
    const { time, open, high, low, close, volume } = columns;
    const hasVolume = volume !== undefined;
    const select = [
      timeSql(schema[time]!),
      ...[open, high, low, close].map((index) => numberSql(schema[index]!)),
      hasVolume ? numberSql(schema[volume]!) : "NULL",
    ].map((sql, index) => `${sql} AS c${index}`).join(", ");
    const sql = `SELECT ${select} FROM ${sqlParquet([file])}`;
    const result = await attempt(file, () => db.stream(sql));
    const next = () => attempt(file, () => result.fetchChunk());
    let row = 0;
    for (let chunk = await next(); chunk !== null && chunk.rowCount > 0; chunk = await next()) {
      for (const cells of chunk.getRows() as unknown as SourceRow["cells"][]) {
        const text = cells.map((cell) => cell ?? "").join(",");
        take({ row: ++row, cells, hasVolume, surplus: false, text });
      }
    }
  });
}

interface Column {
  readonly name: string;
  readonly type: string;
}

async function columnsOf(db: DuckDBConnection, file: string): Promise<Column[]> {
  const result = await db.run(`DESCRIBE SELECT * FROM ${sqlParquet([file])}`);
  const rows = await result.getRows() as Cell[][];
  return rows.map(([name, type]) => ({ name: String(name), type: String(type) }));
}

/** ISO 8601 text in UTC for dates and timestamps; counts and texts as they are. */
function timeSql({ name, type }: Column): string {
  if (!/^(DATE|TIMESTAMP.*)$/.test(type)) return numberSql({ name, type });
  const time = type === "TIMESTAMP WITH TIME ZONE" ? sqlName(name) : `${sqlName(name)}::TIMESTAMP`;
  return `make_timestamp(epoch_us(${time}))::VARCHAR`;
}

function numberSql({ name, type }: Column): string {
  const numeric = /^(U?(TINY|SMALL|BIG|HUGE)?INT(EGER)?|FLOAT|DOUBLE|DECIMAL.*)$/.test(type);
  return `CAST(${sqlName(name)} AS ${numeric ? "DOUBLE" : "VARCHAR"})`;
}

function sqlName(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

async function attempt<T>(file: string, read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    const reason = messageOf(error).split("\n")[0]!
      .replace(/^\w[\w ]* Error: /, "").replaceAll(` '${file}'`, "").replaceAll(` "${file}"`, "");
    throw new UserError(
      `Cannot import "${file}": the Parquet file is damaged or incomplete (${reason}); ` +
        `fetch or export it again`,
    );
  }
}
