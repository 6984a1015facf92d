import type { DuckDBDataChunk } from "@duckdb/node-api";
import { type DatasetTable, sliceTable } from "../dataset_table.ts";
import { columnRules, type DatasetName, datasets, nounOf } from "../datasets.ts";
import { findBadRow } from "../find_bad_row.ts";
import { messageOf } from "../message_of.ts";
import { UserError } from "../user_error.ts";
import { connect, sqlParquet, withDuckDB } from "./duckdb.ts";
import { columnsSql, type NamedRules, TableFiller } from "./column_vectors.ts";

/** Rows that are checked at once: their columns fit a processor's cache. */
const BLOCK = 32_768;

/** Which rows to read; all of them where nothing is named. */
export interface TimeRange {
  /** First time, inclusive, in milliseconds. */
  readonly from?: number | undefined;
  /** Time after the last, exclusive, in milliseconds. */
  readonly to?: number | undefined;
}

/** What to read of a dataset's files. */
export interface TableQuery extends TimeRange {
  readonly dataset: DatasetName;
  /** Columns beside `ts`; all of them where not named. */
  readonly columns?: readonly string[] | undefined;
  /** Whole numbers with all their 64 bits instead of as doubles. */
  readonly exact?: boolean | undefined;
}

/**
 * Rows of Parquet files in the order of the files, copied column by column out of DuckDB's own
 * vectors: no row or boxed value is made on the way.
 *
 * @throws {UserError} naming the file that cannot be read or breaks the rules of its dataset.
 */
export async function readTable(
  files: readonly string[],
  query: TableQuery,
): Promise<DatasetTable> {
  try {
    return await readAll(files, query);
  } catch (error) {
    throw await unreadable(files, query, error);
  }
}

/**
 * The same rows in pieces of `rows` rows (up to 2,047 more) and a rest, however many there are in
 * all: no more than a piece is in memory, and the next is read when it is asked for.
 *
 * @throws {UserError} as {@linkcode readTable} does, when the damaged place is reached.
 */
export async function* readTableInChunks(
  files: readonly string[],
  query: TableQuery & { readonly rows: number },
): AsyncGenerator<DatasetTable> {
  let pending: DuckDBDataChunk[] = [];
  let rows = 0;
  let last = -Infinity;
  const piece = (file: string) => {
    const { table, take } = fillerOf(query, rows);
    pending.forEach(take);
    const first = table.ts[0]!;
    const unsorted = datasets[query.dataset].known !== "event" && first <= last
      ? `time ${first} after ${last}`
      : undefined;
    const bad = unsorted ?? findBadRow(query.dataset, table);
    if (bad !== undefined) throw damaged(file, query, bad);
    [pending, rows, last] = [[], 0, table.ts.at(-1)!];
    return table;
  };
  for (const file of files) {
    for await (const chunk of chunksOf(file, query)) {
      pending.push(chunk);
      rows += chunk.rowCount;
      if (rows >= query.rows) yield piece(file);
    }
  }
  if (rows > 0) yield piece(files.at(-1)!);
}

/** The next chunk is fetched while one is copied, and rows are checked while they are near. */
async function readAll(files: readonly string[], query: TableQuery): Promise<DatasetTable> {
  return await withDuckDB(async (db) => {
    const result = await db.run(selectSql(files, query));
    const { table, take } = fillerOf(query, result.rowCount);
    let taken = 0, checked = 0;
    let next = result.fetchChunk();
    for (let chunk = await next; chunk?.rowCount; chunk = await next) {
      next = result.fetchChunk();
      take(chunk);
      taken += chunk.rowCount;
      if (taken < checked + BLOCK && taken < result.rowCount) continue;
      const bad = findBadRow(query.dataset, sliceTable(table, Math.max(checked - 1, 0), taken));
      if (bad !== undefined) {
        await next;
        throw new Error(bad);
      }
      checked = taken;
    }
    return table;
  });
}

function fillerOf(query: TableQuery, rows: number) {
  const filler = new TableFiller(rulesOf(query), { rows, exact: query.exact });
  return { table: filler.table, take: (chunk: DuckDBDataChunk) => filler.take(chunk) };
}

async function* chunksOf(file: string, query: TableQuery): AsyncGenerator<DuckDBDataChunk> {
  const db = await connect();
  try {
    const result = await db.stream(selectSql([file], query));
    for (
      let chunk = await result.fetchChunk();
      chunk?.rowCount;
      chunk = await result.fetchChunk()
    ) {
      yield chunk;
    }
  } catch (error) {
    throw damaged(file, query, error);
  } finally {
    db.disconnectSync();
  }
}

function selectSql(files: readonly string[], query: TableQuery): string {
  const { from, to } = query;
  const conditions = [
    ...(from === undefined ? [] : [`ts >= ${Math.ceil(from)}`]),
    ...(to === undefined ? [] : [`ts < ${Math.ceil(to)}`]),
  ];
  const where = conditions.length === 0 ? "" : ` WHERE ${conditions.join(" AND ")}`;
  return `SELECT ${columnsSql(rulesOf(query), query)} FROM ${sqlParquet(files)}${where}`;
}

function rulesOf({ dataset, columns }: TableQuery): NamedRules {
  return columnRules(dataset).filter(([name]) => columns?.includes(name) ?? true);
}

/** DuckDB's message does not always name the file, so each is tried alone. */
async function unreadable(
  files: readonly string[],
  query: TableQuery,
  cause: unknown,
): Promise<UserError> {
  for (const file of files) {
    try {
      for await (const _ of readTableInChunks([file], { ...query, rows: 1e6 }));
    } catch (error) {
      if (error instanceof UserError) return error;
      throw error;
    }
  }
  return damaged(files.join(", "), query, cause);
}

function damaged(file: string, { dataset }: TableQuery, cause: unknown): UserError {
  const reason = messageOf(cause).split("\n")[0]!
    .replace(/^\w[\w ]* Error: /, "").replaceAll(` '${file}'`, "").replaceAll(` "${file}"`, "");
  const noun = nounOf(dataset);
  return new UserError(
    `Cannot read ${noun} from "${file}": the file is damaged (${reason}); ` +
      `delete it and import its ${noun} again`,
  );
}
