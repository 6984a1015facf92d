import { checkDataDir } from "../data_dir.ts";
import { type DatasetName, hasTimeframe } from "../datasets.ts";
import { gridMs } from "../grid.ts";
import type { Calendar, Instrument } from "../instrument.ts";
import type { DatasetKey } from "../storage/layout.ts";
import { readInstrument } from "../storage/instruments.ts";
import { checkVenue, parseSymbol } from "../symbol.ts";
import { timeframeMs } from "../timeframe.ts";
import { UserError } from "../user_error.ts";
import { findTimeframe } from "./find_timeframe.ts";
import { LocalTime } from "./local_time.ts";
import { type InstrumentOptions, makeInstrument } from "./make_instrument.ts";
import { noLayout } from "./no_layout.ts";
import { openSource } from "./open_source.ts";
import { type Layout, type LayoutHints, recogniseLayout } from "./recognise_layout.ts";
import type { RowRules } from "./row_reader.ts";
import type { Source } from "./source.ts";

/** A file of rows, what they are rows of, and where they go. */
export interface ImportOptions extends InstrumentOptions {
  readonly file: string;
  readonly symbol: string;
  readonly venue: string;
  readonly dataDir: string;
  /** Found from the columns where not named. */
  readonly dataset?: DatasetName | undefined;
  /** Found from the times where not named. */
  readonly timeframe?: string | undefined;
  /** Zone of times without an offset; UTC where not named. */
  readonly timezone?: string | undefined;
  /** Whether a row's time is that of its open, as usual, or of its close. */
  readonly label?: "open" | "close" | undefined;
  /** Times up to this long after the grid of the timeframe are put on it. */
  readonly snapMs?: number | undefined;
  /** Column of a series' value. */
  readonly column?: string | undefined;
}

/** What was understood of a file before its rows are read. */
export interface ImportPlan {
  readonly file: string;
  readonly dataDir: string;
  readonly source: Source;
  readonly layout: Layout;
  readonly key: DatasetKey;
  readonly rules: RowRules;
  /** Whether the timeframe was found rather than named. */
  readonly foundTimeframe: boolean;
  /** `null` for a series, which nobody trades. */
  readonly instrument: Instrument | null;
  readonly calendar: Calendar;
}

/**
 * Open a file and find out what it holds; nothing is written.
 *
 * @throws {UserError} where the file cannot be read, its columns are of no dataset, or its timeframe
 * is another one or cannot be told.
 */
export async function planImport(options: ImportOptions): Promise<ImportPlan> {
  const { file, symbol } = options;
  const dataDir = checkDataDir(options.dataDir);
  const venue = checkVenue(options.venue);
  const { base } = parseSymbol(symbol);
  if (options.timeframe !== undefined) timeframeMs(options.timeframe);
  const local = options.timezone === undefined ? undefined : new LocalTime(options.timezone);
  const before = readInstrument(dataDir, venue, symbol);
  const made = makeInstrument(venue, symbol, { ...options, before });
  const hints: LayoutHints = { base, dataset: options.dataset, column: options.column };
  const source = await openSource(file, (header) => "columns" in recogniseLayout(header, hints));
  const layout = recogniseLayout(source.header, hints);
  if (!("columns" in layout)) {
    throw noLayout(file, source.header, { reason: layout, dataset: options.dataset });
  }
  const { dataset } = layout;
  const typed = source.times?.get(layout.time);
  const { calendar } = made;
  const found = hasTimeframe(dataset)
    ? await findTimeframe({ source, layout, local, calendar, typed }, options)
    : null;
  const timeframe = found === null ? null : options.timeframe ?? found;
  const duration = timeframe === null ? undefined : timeframeMs(timeframe);
  if (options.snapMs !== undefined && duration === undefined) {
    throw new UserError(`Cannot put the times of ${dataset} on a grid: they have none`);
  }
  const closes = options.label === undefined ? layout.closeTime : options.label === "close";
  return {
    file,
    dataDir,
    source,
    layout,
    key: { dataset, venue, symbol, timeframe },
    rules: {
      local,
      typed,
      tradingDate: calendar === "equity" && (duration === undefined || duration >= 86_400_000),
      gridMs: timeframe !== null && isGridded(dataset) ? gridMs(timeframe, calendar) : undefined,
      snapMs: options.snapMs,
      closesAfterMs: closes ? duration : undefined,
    },
    foundTimeframe: options.timeframe === undefined && timeframe !== null,
    instrument: dataset === "series" ? null : made,
    calendar,
  };
}

/** Bars open on the grid of their timeframe; what is sampled keeps the venue's own times. */
function isGridded(dataset: DatasetName): boolean {
  return dataset !== "long_short_ratio" && dataset !== "open_interest";
}
