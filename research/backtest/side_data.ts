import type { Bars } from "../../data/bars.ts";
import { columnRules, type DatasetName, datasetNames, datasets } from "../../data/datasets.ts";
import type { Instrument } from "../../data/instrument.ts";
import { didYouMean } from "../../data/nearest.ts";
import { findHeldSeries } from "../../data/storage/series.ts";
import type { Lake } from "../../data/storage/open_lake.ts";
import { timeframeMs, timeframes } from "../../data/timeframe.ts";
import { UserError } from "../../data/user_error.ts";
import type { SeriesData } from "../engine/mod.ts";

/** Where other data are wanted: beside these bars. */
export interface BesideBars {
  readonly instrument: Instrument;
  readonly bars: Bars;
  /** Timeframe of the bars, ms. */
  readonly spanMs: number;
}

/** One named column of a dataset: "funding_rates", "long_short_ratio.long_account", "series.fear_greed". */
interface Named {
  readonly name: string;
  readonly dataset: DatasetName;
  readonly column: string;
  readonly symbol: string;
}

/**
 * Other data beside bars, one value a bar: the last that was known at its close, NaN before the first.
 * What spans a timeframe, such as open interest over half an hour, is known at its end.
 *
 * @throws UserError for data that do not exist or are not held.
 */
export async function loadSideData(
  lake: Lake,
  names: readonly string[],
  beside: BesideBars,
): Promise<SeriesData> {
  const entries: [string, Float64Array][] = [];
  for (const name of names) {
    entries.push([name, await loadColumn(lake, parseName(name, beside.instrument), beside)]);
  }
  return Object.fromEntries(entries);
}

async function loadColumn(lake: Lake, named: Named, beside: BesideBars): Promise<Float64Array> {
  const { dataset, column, symbol } = named;
  const { instrument, bars, spanMs } = beside;
  const venue = dataset === "series" ? undefined : instrument.venue;
  const held = findHeldSeries(lake.dataDir, { dataset, symbol, venue });
  const series =
    held.sort((a, b) =>
      timeframes.indexOf(a.timeframe ?? "") - timeframes.indexOf(b.timeframe ?? "")
    )[0];
  if (series === undefined) {
    throw new UserError(
      `The strategy asks for "${named.name}" beside ${instrument.symbol}, which the lake does not ` +
        `hold; run "deno task data fetch" or "data import" with --dataset ${dataset}`,
    );
  }
  const { columns } = await lake.readDataset({
    dataset,
    symbol,
    venue: series.venue,
    timeframe: series.timeframe ?? undefined,
    columns: [column as never],
  });
  const values = (columns as unknown as Record<string, Float64Array>)[column]!;
  const isLate = datasets[dataset].known === "close" && series.timeframe !== null;
  return lastKnown(columns.ts, values, {
    delayMs: isLate ? timeframeMs(series.timeframe!) : 0,
    times: bars.ts,
    spanMs,
  });
}

/**
 * The value known last at the close of each bar. A row is known `delayMs` after its time.
 *
 * @param ts rising.
 */
export function lastKnown(
  ts: Float64Array,
  values: Float64Array,
  { delayMs, times, spanMs }: { delayMs: number; times: Float64Array; spanMs: number },
): Float64Array {
  const result = new Float64Array(times.length).fill(NaN);
  let next = 0;
  for (let i = 0; i < times.length; i++) {
    const close = times[i]! + spanMs;
    while (next < ts.length && ts[next]! + delayMs <= close) next++;
    if (next > 0) result[i] = values[next - 1]!;
  }
  return result;
}

function parseName(name: string, { symbol }: Instrument): Named {
  const [dataset = "", ...rest] = name.split(".");
  const known = datasetNames.filter((each) => datasets[each].known !== "event");
  if (!(known as readonly string[]).includes(dataset)) {
    throw new UserError(
      `The strategy asks for "${name}"${didYouMean(dataset, known)}; there are ${known.join(", ")}`,
    );
  }
  const found = dataset as DatasetName;
  if (found === "series") return { name, dataset: found, column: "value", symbol: rest.join(".") };
  const columns = columnRules(found).map(([column]) => column);
  const column = rest[0] ?? columns[0]!;
  if (!columns.includes(column) || rest.length > 1) {
    throw new UserError(
      `The strategy asks for "${name}"${didYouMean(column, columns)}; ` +
        `${dataset} has ${columns.join(", ")}`,
    );
  }
  return { name, dataset: found, column, symbol };
}
