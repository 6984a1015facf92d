import { checkDataDir } from "../data_dir.ts";
import { countGaps, type Gaps } from "../gaps.ts";
import type { Instrument } from "../instrument.ts";
import { readInstrument } from "../storage/instruments.ts";
import { writeBars } from "../storage/write_bars.ts";
import { checkVenue } from "../symbol.ts";
import { timeframeMs } from "../timeframe.ts";
import { UserError } from "../user_error.ts";
import type { Reason } from "./check_row.ts";
import { type InstrumentOptions, makeInstrument } from "./make_instrument.ts";
import { type QuarantinedRow, writeQuarantine } from "./quarantine.ts";
import { siftRows } from "./sift_rows.ts";
import { sourceKind } from "./source_kind.ts";

/** A file of bars, what its bars are of, and where they go. */
export interface ImportOptions extends InstrumentOptions {
  readonly file: string;
  readonly symbol: string;
  readonly timeframe: string;
  readonly venue: string;
  readonly dataDir: string;
}

/** What an import did. */
export interface ImportReport {
  readonly file: string;
  readonly instrument: Instrument;
  readonly timeframe: string;
  /** Rows of the source: the sum of written, unchanged and quarantined ones. */
  readonly read: number;
  /** Bars that are new in the lake or replaced other values. */
  readonly written: number;
  /** Bars that the lake held already with the same values. */
  readonly unchanged: number;
  readonly quarantined: number;
  readonly reasons: Readonly<Partial<Record<Reason, number>>>;
  readonly quarantineFile: string | null;
  /** Open times of the first and the last good bar of the file. */
  readonly from: number;
  readonly to: number;
  /** Holes between them; `null` on a calendar with closed days. */
  readonly gaps: Gaps | null;
}

/**
 * Import a CSV or Parquet file of bars into the lake. Rows that break a rule go to a quarantine
 * file with the reason and never into the lake; the others are sorted and merged by time.
 *
 * @throws {UserError} where the file cannot be read, its rows are of another timeframe, or none of
 * them is good; then the lake stays as it was.
 */
export async function importFile(options: ImportOptions): Promise<ImportReport> {
  const { file, symbol, timeframe } = options;
  const dataDir = checkDataDir(options.dataDir);
  const venue = checkVenue(options.venue);
  timeframeMs(timeframe);
  const kind = sourceKind(file);
  const before = readInstrument(dataDir, venue, symbol);
  const instrument = makeInstrument(venue, symbol, { ...options, before });
  const { bars, read, quarantined } = await siftRows(file, { kind, instrument, timeframe });
  if (read === 0) throw new UserError(`Cannot import "${file}": it has a header but no rows`);
  const series = { venue, symbol, timeframe };
  const quarantineFile = await writeQuarantine(dataDir, series, { file, rows: quarantined });
  const reasons = countReasons(quarantined);
  if (bars.ts.length === 0) throw nothingGood(file, reasons, quarantineFile!);
  const { added, changed, unchanged } = await writeBars(dataDir, { instrument, timeframe, bars });
  return {
    file,
    instrument,
    timeframe,
    read,
    written: added + changed,
    unchanged,
    quarantined: quarantined.length,
    reasons,
    quarantineFile,
    from: bars.ts[0]!,
    to: bars.ts.at(-1)!,
    gaps: instrument.calendar === "crypto" ? countGaps(bars.ts, timeframeMs(timeframe)) : null,
  };
}

function countReasons(rows: readonly QuarantinedRow[]): Partial<Record<Reason, number>> {
  const counts: Partial<Record<Reason, number>> = {};
  for (const { reason } of rows) counts[reason] = (counts[reason] ?? 0) + 1;
  return counts;
}

function nothingGood(
  file: string,
  reasons: Partial<Record<Reason, number>>,
  quarantineFile: string,
): UserError {
  const list = Object.entries(reasons).map(([reason, count]) => `${reason}: ${count}`).join(", ");
  return new UserError(
    `Cannot import "${file}": none of its rows is good (${list}); see "${quarantineFile}"`,
  );
}
