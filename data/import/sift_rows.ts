import type { Bars } from "../bars.ts";
import { gridMs } from "../grid.ts";
import type { Instrument } from "../instrument.ts";
import { timeframeMs, timeframeOf } from "../timeframe.ts";
import { UserError } from "../user_error.ts";
import { BarCollector } from "./bar_collector.ts";
import { checkRow } from "./check_row.ts";
import { commonStepMs } from "./common_step.ts";
import { readCsv } from "./csv_source.ts";
import { readParquet } from "./parquet_source.ts";
import { parseTimestamp } from "./parse_timestamp.ts";
import type { QuarantinedRow } from "./quarantine.ts";
import type { SourceRow } from "./source_row.ts";

/** The rows of a file, parted. */
export interface SiftedRows {
  /** The good ones, sorted by time. */
  readonly bars: Bars;
  /** Rows read, good and bad. */
  readonly read: number;
  readonly quarantined: readonly QuarantinedRow[];
}

/** What is known of a file before its rows are read. */
export interface SiftOptions {
  readonly kind: "csv" | "parquet";
  readonly instrument: Instrument;
  readonly timeframe: string;
}

/**
 * Part the good rows of a file from the bad ones.
 *
 * @throws {UserError} where the file cannot be read or its rows are of another timeframe.
 */
export async function siftRows(file: string, options: SiftOptions): Promise<SiftedRows> {
  const { kind, instrument, timeframe } = options;
  const rules = {
    gridMs: gridMs(timeframe, instrument.calendar),
    tradingDate: instrument.calendar === "equity" && timeframeMs(timeframe) >= 86_400_000,
  };
  const good = new BarCollector();
  const quarantined: QuarantinedRow[] = [];
  const times: number[] = [];
  let read = 0;
  const take = (source: SourceRow) => {
    read++;
    const checked = checkRow(source, rules);
    const ts = typeof checked === "string" ? parseTimestamp(source.cells[0], rules) : checked[0];
    if (ts !== undefined) times.push(ts);
    const reason = typeof checked === "string"
      ? checked
      : good.add(checked)
      ? undefined
      : "duplicate time";
    if (reason !== undefined) quarantined.push({ row: source.row, reason, text: source.text });
  };
  await (kind === "csv" ? readCsv : readParquet)({ file, base: instrument.base }, take);
  checkStep(file, timeframe, commonStepMs(times));
  return { bars: good.bars(), read, quarantined };
}

/** A file of hourly rows taken for daily bars would lose 23 rows of 24 to the quarantine. */
function checkStep(file: string, timeframe: string, stepMs: number | undefined): void {
  if (stepMs === undefined || stepMs === timeframeMs(timeframe)) return;
  const actual = timeframeOf(stepMs);
  throw new UserError(
    `Cannot import "${file}" as ${timeframe} bars: its rows are ` +
      (actual === undefined
        ? `${stepMs / 1000} s apart; resample them to a known timeframe`
        : `${actual} apart; pass --timeframe ${actual}`),
  );
}
