import { type DatasetColumns, tableChecksum } from "../dataset_table.ts";
import type { ColumnName, DatasetName } from "../datasets.ts";
import { readSeries } from "./read_series.ts";
import type { TimeRange } from "./read_table.ts";
import type { DatasetSeriesQuery } from "./resolve_series.ts";
import type { Source } from "./series.ts";

/** Which rows of a dataset to load: those from `from` on and before `to`. */
export interface DatasetQuery<D extends DatasetName, C extends ColumnName<D> = ColumnName<D>>
  extends DatasetSeriesQuery<D>, TimeRange {
  /** Columns to load beside `ts`; all of them where not named. */
  readonly columns?: readonly C[] | undefined;
}

/** Rows of one series of a dataset, and where they came from. */
export interface LoadedDataset<D extends DatasetName, C extends ColumnName<D> = ColumnName<D>> {
  readonly dataset: D;
  readonly venue: string;
  readonly symbol: string;
  /** `null` where the dataset has none. */
  readonly timeframe: string | null;
  readonly columns: DatasetColumns<D, C>;
  /** SHA-256, hex, over the columns: equal checksums are equal rows, whatever files held them. */
  readonly checksum: string;
  readonly source: Source;
}

/**
 * Load one series of any dataset as columns, from the lake or from the sample where the lake holds
 * nothing of it. When a row is known is said by {@linkcode datasets}: one of "close" kind at
 * `ts` + timeframe and not before.
 *
 * ```ts ignore
 * const { columns } = await readDataset(dataDir, { dataset: "trades", symbol: "BTC/USDT:USDT" });
 * columns.price[0];
 * ```
 *
 * @throws {UserError} for a series or column that is not held, a range without rows and a damaged
 * file.
 */
export async function readDataset<D extends DatasetName, C extends ColumnName<D> = ColumnName<D>>(
  dataDir: string,
  query: DatasetQuery<D, C>,
): Promise<LoadedDataset<D, C>> {
  const { series, table } = await readSeries(dataDir, query);
  const { venue, symbol, timeframe, source } = series;
  return {
    dataset: query.dataset,
    venue,
    symbol,
    timeframe,
    columns: table as unknown as DatasetColumns<D, C>,
    checksum: tableChecksum(table),
    source,
  };
}
