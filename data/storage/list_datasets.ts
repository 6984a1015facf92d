import { createHash } from "node:crypto";
import { hashColumn } from "../dataset_table.ts";
import { columnRules } from "../datasets.ts";
import { messageOf } from "../message_of.ts";
import { timeframeMs } from "../timeframe.ts";
import { UserError } from "../user_error.ts";
import { sqlParquet, withDuckDB } from "./duckdb.ts";
import { readInstrument } from "./instruments.ts";
import { readTable } from "./read_table.ts";
import { type DatasetFilter, findHeldSeries, type HeldSeries } from "./series.ts";

/** One series that is held, and how much of it. */
export interface DatasetSummary extends HeldSeries {
  readonly rows: number;
  /** Times of the first and the last row. */
  readonly from: number;
  readonly to: number;
  /**
   * Rows missing between them on a 24x7 grid of the timeframe; `null` where the venue closes, as
   * exchanges do, and for datasets without a timeframe.
   */
  readonly missing: number | null;
  /** As of the whole series when it is read; only where it was asked for. */
  readonly checksum?: string;
}

/** Which series to list, and how. */
export interface ListOptions extends DatasetFilter {
  /** Read every row for its checksum. */
  readonly checksums?: boolean | undefined;
}

/**
 * Every series of every dataset that a data directory and the sample hold.
 *
 * @throws {UserError} naming a file that cannot be read.
 */
export async function listDatasets(
  dataDir: string,
  options: ListOptions = {},
): Promise<DatasetSummary[]> {
  const series = findHeldSeries(dataDir, options);
  const spans = await spansOf(series);
  const list: DatasetSummary[] = [];
  for (const [index, each] of series.entries()) {
    const span = spans[index]!;
    const summary = { ...each, ...span, missing: missingOf(dataDir, each, span) };
    list.push(
      options.checksums ? { ...summary, checksum: await checksumOf(each) } : summary,
    );
  }
  return list;
}

interface Span {
  readonly rows: number;
  readonly from: number;
  readonly to: number;
}

function missingOf(dataDir: string, series: HeldSeries, { rows, from, to }: Span): number | null {
  if (series.timeframe === null) return null;
  const instrument = readInstrument(dataDir, series.venue, series.symbol);
  if (instrument?.calendar !== "crypto") return null;
  return Math.round((to - from) / timeframeMs(series.timeframe)) + 1 - rows;
}

/** One column at a time: a long series of ticks need not be in memory whole. */
async function checksumOf({ dataset, files }: HeldSeries): Promise<string> {
  const hash = createHash("sha256");
  hashColumn(hash, (await readTable(files, { dataset, columns: [] })).ts);
  for (const [name] of columnRules(dataset)) {
    hashColumn(hash, (await readTable(files, { dataset, columns: [name] }))[name]!);
  }
  return hash.digest("hex");
}

async function spansOf(series: readonly HeldSeries[]): Promise<Span[]> {
  const select = series.map((each, index) =>
    `SELECT ${index} AS id, count(*) AS n, min(ts)::DOUBLE AS a, max(ts)::DOUBLE AS b ` +
    `FROM ${sqlParquet(each.files)}`
  );
  if (select.length === 0) return [];
  try {
    return await withDuckDB(async (db) => {
      const result = await db.run(`${select.join(" UNION ALL ")} ORDER BY id`);
      const rows = await result.getRows() as unknown as [number, bigint, number, number][];
      return rows.map(([, n, from, to]) => ({ rows: Number(n), from, to }));
    });
  } catch (error) {
    for (const { dataset, files } of series) await readTable(files, { dataset });
    throw new UserError(`Cannot list the lake: ${messageOf(error)}`);
  }
}
