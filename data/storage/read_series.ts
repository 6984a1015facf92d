import { basename } from "node:path";
import type { DatasetTable } from "../dataset_table.ts";
import { type DatasetName, datasets, nounOf } from "../datasets.ts";
import { didYouMean } from "../nearest.ts";
import { formatTime } from "../format_time.ts";
import { UserError } from "../user_error.ts";
import { partitionRange } from "./layout.ts";
import { readTable, readTableInChunks, type TimeRange } from "./read_table.ts";
import { type DatasetSeriesQuery, resolveSeries } from "./resolve_series.ts";
import type { HeldSeries } from "./series.ts";

/** Which rows of which series to load, and which columns of them. */
export interface RowsQuery extends DatasetSeriesQuery, TimeRange {
  readonly columns?: readonly string[] | undefined;
}

/** A series, and the rows of it that were asked for. */
export interface LoadedRows {
  readonly series: HeldSeries;
  readonly table: DatasetTable;
}

/**
 * Load one series from the lake, or from the sample where the lake holds nothing of it.
 *
 * @throws {UserError} for a series that is not held, a range without rows and a damaged file.
 */
export async function readSeries(dataDir: string, query: RowsQuery): Promise<LoadedRows> {
  const { series, files } = openSeries(dataDir, query);
  const table = files.length === 0 ? undefined : await readTable(files, query);
  if (table === undefined || table.ts.length === 0) throw await nothingIn(series, query);
  return { series, table };
}

/**
 * The same rows in pieces of about `rows` rows, so that a long series is never in memory whole.
 *
 * @throws {UserError} as {@linkcode readSeries} does.
 */
export async function* readSeriesInChunks(
  dataDir: string,
  query: RowsQuery & { readonly rows: number },
): AsyncGenerator<DatasetTable> {
  const { series, files } = openSeries(dataDir, query);
  let empty = true;
  for await (const table of readTableInChunks(files, query)) {
    empty = false;
    yield table;
  }
  if (empty) throw await nothingIn(series, query);
}

function openSeries(dataDir: string, query: RowsQuery) {
  const { dataset, from, to, columns } = query;
  if (from !== undefined && to !== undefined && from >= to) {
    throw new UserError(
      `Cannot load ${nounOf(dataset)} from ${formatTime(from)} to ${formatTime(to)}: ` +
        `the range is empty; let --from be before --to`,
    );
  }
  for (const column of columns ?? []) checkColumn(dataset, column);
  const series = resolveSeries(dataDir, query);
  return { series, files: series.files.filter((file) => overlaps(file, from, to)) };
}

function checkColumn(dataset: DatasetName, column: string): void {
  const known = Object.keys(datasets[dataset].columns);
  if (known.includes(column)) return;
  throw new UserError(
    `Unknown column "${column}" of ${nounOf(dataset)}${didYouMean(column, known)} ` +
      `(known: ${known.join(", ")})`,
  );
}

function overlaps(file: string, from = -Infinity, to = Infinity): boolean {
  const [begin, end] = partitionRange(basename(file, ".parquet"))!;
  return begin < to && end > from;
}

async function nothingIn(series: HeldSeries, query: RowsQuery): Promise<UserError> {
  const { dataset, from, to } = query;
  const times = { dataset, columns: [] };
  const first = (await readTable(series.files.slice(0, 1), times)).ts;
  const last = (await readTable(series.files.slice(-1), times)).ts;
  const range = [
    ...(from === undefined ? [] : [`from ${formatTime(from)}`]),
    ...(to === undefined ? [] : [`before ${formatTime(to)}`]),
  ].join(" ");
  const noun = nounOf(dataset);
  const held = first.length === 0
    ? `its files are empty; import its ${noun} again`
    : `held is ${formatTime(first[0]!)} to ${formatTime(last.at(-1)!)}; change --from or --to`;
  const timeframe = series.timeframe === null ? "" : `${series.timeframe} `;
  return new UserError(
    `No ${timeframe}${noun} of "${series.symbol}" at "${series.venue}" ${range}: ${held}`,
  );
}
