import type { DuckDBConnection, DuckDBVector } from "@duckdb/node-api";
import { messageOf } from "../message_of.ts";
import { connect, sqlParquet, withDuckDB } from "../storage/duckdb.ts";
import { UserError } from "../user_error.ts";
import type { Cell } from "./parse_number.ts";
import type { Batch, Source } from "./source.ts";

/**
 * Open a Parquet file. Whole numbers keep their 64 bits; dates and timestamps of any unit come as
 * milliseconds since the epoch.
 *
 * @throws {UserError} where the file is damaged, here or when its rows are read.
 */
export async function openParquet(file: string): Promise<Source> {
  const schema = await attempt(file, () => withDuckDB((db) => columnsOf(db, file)));
  const times = new Map<number, "instant" | "local">();
  schema.forEach(({ type }, index) => {
    if (type === "TIMESTAMP WITH TIME ZONE") times.set(index, "instant");
    else if (/^(DATE|TIMESTAMP)/.test(type)) times.set(index, "local");
  });
  return {
    format: "Parquet",
    header: schema.map(({ name }) => name),
    times,
    read: (columns) => readRows(file, columns.map((index) => schema[index]!)),
  };
}

interface Column {
  readonly name: string;
  readonly type: string;
}

async function* readRows(file: string, columns: readonly Column[]): AsyncGenerator<Batch> {
  const select = columns.map((column, index) => `${cellSql(column)} AS c${index}`).join(", ");
  const db = await connect();
  try {
    const result = await attempt(
      file,
      () => db.stream(`SELECT ${select} FROM ${sqlParquet([file])}`),
    );
    const next = () => attempt(file, () => result.fetchChunk());
    let before = 0;
    for (let chunk = await next(); chunk !== null && chunk.rowCount > 0; chunk = await next()) {
      const rows = chunk.rowCount;
      const cells = columns.map((_, index) => cellsOf(chunk!.getColumnVector(index), rows));
      const offset = before;
      yield {
        rows,
        columns: cells,
        number: (row) => offset + row + 1,
        text: (row) => cells.map((column) => column[row] ?? "").join(","),
      };
      before += rows;
    }
  } finally {
    db.disconnectSync();
  }
}

async function columnsOf(db: DuckDBConnection, file: string): Promise<Column[]> {
  const result = await db.run(`DESCRIBE SELECT * FROM ${sqlParquet([file])}`);
  const rows = await result.getRows();
  return rows.map(([name, type]) => ({ name: String(name), type: String(type) }));
}

function cellSql({ name, type }: Column): string {
  const column = `"${name.replaceAll('"', '""')}"`;
  if (/^(DATE|TIMESTAMP)/.test(type)) {
    const time = type === "TIMESTAMP WITH TIME ZONE" ? column : `${column}::TIMESTAMP`;
    return `epoch_us(${time})::DOUBLE / 1000`;
  }
  if (/^(U?(TINY|SMALL)INT|U?INTEGER|BIGINT)$/.test(type)) return `${column}::BIGINT`;
  if (/^(FLOAT|DOUBLE|DECIMAL.*)$/.test(type)) return `${column}::DOUBLE`;
  return `${column}::VARCHAR`;
}

/** Numbers come straight from DuckDB's memory, which its type declarations keep for subclasses. */
function cellsOf(vector: DuckDBVector, rows: number): ArrayLike<Cell> {
  const { items, validity } = vector as unknown as {
    items?: Float64Array | BigInt64Array;
    validity: { data: unknown; itemValid(row: number): boolean };
  };
  if (items === undefined) {
    return Array.from({ length: rows }, (_, row) => vector.getItem(row) as Cell);
  }
  if (validity.data === null) return items;
  return Array.from({ length: rows }, (_, row) => validity.itemValid(row) ? items[row]! : null);
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
