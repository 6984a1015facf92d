import { timeframeMs } from "../timeframe.ts";
import { messageOf } from "../message_of.ts";
import { UserError } from "../user_error.ts";
import { sqlParquet, withDuckDB } from "./duckdb.ts";
import { readInstrument } from "./instruments.ts";
import { readColumns } from "./read_columns.ts";
import { findSeries, type Series } from "./series.ts";

/** One series that is held, and how much of it. */
export interface SeriesSummary extends Series {
  readonly rows: number;
  /** Open times of the first and the last bar. */
  readonly from: number;
  readonly to: number;
  /** Bars missing between them on a 24x7 grid; `null` where the venue closes, as exchanges do. */
  readonly missing: number | null;
}

/**
 * Everything that a data directory and the sample hold.
 *
 * @throws {UserError} naming a file that cannot be read.
 */
export async function listSeries(dataDir: string): Promise<SeriesSummary[]> {
  const series = findSeries(dataDir);
  const spans = await spansOf(series);
  return series.map((each, index) => {
    const { rows, from, to } = spans[index]!;
    const instrument = readInstrument(dataDir, each.venue, each.symbol);
    const missing = instrument?.calendar === "crypto"
      ? Math.round((to - from) / timeframeMs(each.timeframe)) + 1 - rows
      : null;
    return { ...each, rows, from, to, missing };
  });
}

interface Span {
  readonly rows: number;
  readonly from: number;
  readonly to: number;
}

async function spansOf(series: readonly Series[]): Promise<Span[]> {
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
    for (const each of series) await readColumns(each.files);
    throw new UserError(`Cannot list the lake: ${messageOf(error)}`);
  }
}
