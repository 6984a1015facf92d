import { basename } from "node:path";
import type { DatasetTable } from "../dataset_table.ts";
import { partitionRange } from "../storage/layout.ts";
import { readTable } from "../storage/read_table.ts";
import { findHeldSeries } from "../storage/series.ts";
import type { SeriesToFetch } from "./fetched_datasets.ts";
import type { Range } from "./plan_ranges.ts";

/** What the lake holds of a series: the sample does not count, for nothing is added to it. */
export interface HeldRows {
  /** Times of the first and the last row; `undefined` where nothing is held. */
  readonly first: number | undefined;
  readonly last: number | undefined;
  /** The largest id of the last row's time; `undefined` where rows have none. */
  readonly lastId: number | undefined;
  /** Times of the rows of a range. */
  readonly times: (range: Range) => Promise<Float64Array>;
}

/** Look up what the lake of a data directory holds of a series. */
export async function heldRows(dataDir: string, series: SeriesToFetch): Promise<HeldRows> {
  const { dataset, venue, symbol, timeframe } = series;
  const files = findHeldSeries(dataDir, { dataset, venue, symbol })
    .find((each) => each.source === "lake" && each.timeframe === timeframe)?.files ?? [];
  const columns = dataset === "trades" ? ["trade_id"] : [];
  const read = (names: readonly string[]) => readTable(names, { dataset, columns });
  const firstFile = files.length === 0 ? undefined : await read(files.slice(0, 1));
  const lastFile = files.length === 0 ? undefined : await read(files.slice(-1));
  return {
    first: firstFile?.ts[0],
    last: lastFile?.ts.at(-1),
    lastId: lastFile === undefined ? undefined : lastIdOf(lastFile),
    times: async ({ from, to }) => {
      const inside = files.filter((file) => {
        const [begin, end] = partitionRange(basename(file, ".parquet"))!;
        return begin < to && end > from;
      });
      if (inside.length === 0 || from >= to) return new Float64Array(0);
      return (await readTable(inside, { dataset, columns: [], from, to })).ts;
    },
  };
}

function lastIdOf({ ts, ...columns }: DatasetTable): number | undefined {
  const ids = columns["trade_id"];
  if (!(ids instanceof Float64Array)) return undefined;
  let last = -Infinity;
  for (let i = ts.length - 1; i >= 0 && ts[i] === ts.at(-1); i--) last = Math.max(last, ids[i]!);
  return Number.isSafeInteger(last) ? last : undefined;
}
