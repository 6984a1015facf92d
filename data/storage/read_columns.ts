import type { DuckDBDataChunk, DuckDBVector } from "@duckdb/node-api";
import { allocateBars, barColumns } from "../bar_columns.ts";
import type { Bars } from "../bars.ts";
import { findBadBar } from "../find_bad_bar.ts";
import { messageOf } from "../message_of.ts";
import { UserError } from "../user_error.ts";
import { sqlParquet, withDuckDB } from "./duckdb.ts";

/** Which rows to read; all of them where nothing is named. */
export interface TimeRange {
  /** First time, inclusive, in milliseconds. */
  readonly from?: number | undefined;
  /** Time after the last, exclusive, in milliseconds. */
  readonly to?: number | undefined;
}

/**
 * Bars of Parquet files in time order, copied column by column out of DuckDB's own vectors: no row
 * or boxed value is made on the way.
 *
 * @throws {UserError} naming the file that cannot be read or breaks the lake's rules.
 */
export async function readColumns(files: readonly string[], range: TimeRange = {}): Promise<Bars> {
  const { from, to } = range;
  const conditions = [
    ...(from === undefined ? [] : [`ts >= ${Math.ceil(from)}`]),
    ...(to === undefined ? [] : [`ts < ${Math.ceil(to)}`]),
  ];
  const where = conditions.length === 0 ? "" : ` WHERE ${conditions.join(" AND ")}`;
  const select = `SELECT ts::BIGINT AS ts, ${
    barColumns.slice(1).map((name) => `${name}::DOUBLE AS ${name}`).join(", ")
  } FROM `;
  const read = (names: readonly string[]) =>
    withDuckDB(async (db) =>
      fill(await (await db.run(select + sqlParquet(names) + where)).fetchAllChunks())
    );
  let bars: Bars;
  try {
    bars = await read(files);
  } catch (error) {
    throw await unreadable(files, read, error);
  }
  const bad = findBadBar(bars);
  if (bad !== undefined) throw await unreadable(files, read, new Error(bad));
  return bars;
}

function fill(chunks: readonly DuckDBDataChunk[]): Bars {
  const bars = allocateBars(chunks.reduce((rows, chunk) => rows + chunk.rowCount, 0));
  let offset = 0;
  for (const chunk of chunks) {
    const rows = chunk.rowCount;
    const times = items<BigInt64Array>(chunk.getColumnVector(0));
    for (let i = 0; i < rows; i++) bars.ts[offset + i] = Number(times[i]);
    for (let column = 1; column < barColumns.length; column++) {
      const vector = chunk.getColumnVector(column);
      const target = bars[barColumns[column]!];
      target.set(items<Float64Array>(vector), offset);
      for (const row of nulls(vector, rows)) target[offset + row] = NaN;
    }
    offset += rows;
  }
  return bars;
}

/** DuckDB's memory of a fixed-width vector, which its type declarations keep for subclasses. */
function items<T extends BigInt64Array | Float64Array>(vector: DuckDBVector): T {
  return (vector as unknown as { items: T }).items;
}

function* nulls(vector: DuckDBVector, rows: number): Generator<number> {
  const { validity } = vector as unknown as {
    validity: { data: unknown; itemValid(row: number): boolean };
  };
  if (validity.data === null) return;
  for (let row = 0; row < rows; row++) if (!validity.itemValid(row)) yield row;
}

/** DuckDB's message does not always name the file, so each is tried alone. */
async function unreadable(
  files: readonly string[],
  read: (files: readonly string[]) => Promise<Bars>,
  cause: unknown,
): Promise<UserError> {
  for (const file of files) {
    try {
      const bad = findBadBar(await read([file]));
      if (bad !== undefined) return damaged(file, bad);
    } catch (error) {
      return damaged(file, error);
    }
  }
  return damaged(files.join(", "), cause);
}

function damaged(file: string, cause: unknown): UserError {
  const reason = messageOf(cause).split("\n")[0]!
    .replace(/^\w[\w ]* Error: /, "").replaceAll(` '${file}'`, "").replaceAll(` "${file}"`, "");
  return new UserError(
    `Cannot read bars from "${file}": the file is damaged (${reason}); ` +
      `delete it and import its bars again`,
  );
}
