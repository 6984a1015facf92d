import { nounOf } from "../datasets.ts";
import { formatTime } from "../format_time.ts";
import type { Gap } from "../gaps.ts";
import { UserError } from "../user_error.ts";
import { BatchWriter } from "./batch_writer.ts";
import type { SeriesToFetch } from "./fetched_datasets.ts";
import { fetchPages } from "./fetch_pages.ts";
import { findSeriesHoles } from "./find_series_holes.ts";
import { newPayments } from "./new_payments.ts";
import { type OpenSeries, openSeries, type SeriesRequest } from "./open_series.ts";
import { TradeGaps } from "./trade_gaps.ts";

/** What to fetch, where it goes, and who wants to know. */
export interface FetchOptions extends SeriesRequest {
  /** Rows of one write. */
  readonly batchRows?: number | undefined;
  /** Told after each page: rows so far, and rows in all as far as can be told. */
  readonly onProgress?: ((done: number, total: number) => Promise<void>) | undefined;
}

/** What a fetch did. */
export interface FetchedSeries extends SeriesToFetch {
  /** Times of the first and the last row that came; `null` where none did. */
  readonly from: number | null;
  readonly to: number | null;
  /** Good rows that came: those added, those changed and those that were held already. */
  readonly rows: number;
  readonly added: number;
  readonly changed: number;
  /** Rows that the lake does not have although they are expected in the time that was asked for. */
  readonly holes: readonly Gap[];
  readonly quarantined: number;
  readonly quarantineFile: string | null;
  /** What a reader of the numbers should know, in sentences. */
  readonly notes: readonly string[];
  readonly requests: number;
  readonly seconds: number;
}

/** A fetch that stopped before its end, and what it had done. */
export class FetchStopped extends Error {
  override readonly name = "FetchStopped";
  readonly done: FetchedSeries;

  constructor(cause: unknown, done: FetchedSeries) {
    super("the fetch stopped", { cause });
    this.done = done;
  }
}

/**
 * Fetch one series into the lake. Only what is missing is asked for, and the last held row is read
 * again. Rows are written in batches as they come, in the order of their time, so after a kill the
 * same call goes on after the last row that was written.
 *
 * @throws {UserError} for what can be seen to be wrong before any row is asked for.
 * @throws {FetchStopped} where it ends after that; what had come is written.
 */
export async function fetchSeries(options: FetchOptions): Promise<FetchedSeries> {
  const { dataDir, venues } = options;
  const { monotonicMs } = venues.seams;
  const started = monotonicMs();
  const sent = venues.requests;
  const open = await openSeries(options);
  const { series, plan, instrument } = open;
  const writer = new BatchWriter({ ...options, instrument, monotonicMs });
  const tradeGaps = new TradeGaps();
  const result = (holes: readonly Gap[], notes: readonly string[]): FetchedSeries => ({
    ...series,
    ...writer.written,
    holes,
    notes,
    requests: venues.requests - sent,
    seconds: (monotonicMs() - started) / 1000,
  });
  try {
    try {
      await run(open, { ...options, writer, tradeGaps });
    } finally {
      await writer.flush();
    }
  } catch (error) {
    const missing = await findSeriesHoles(dataDir, open).catch(() => undefined);
    throw new FetchStopped(error, result(missing?.holes ?? [], plan.notes));
  }
  const found = await findSeriesHoles(dataDir, open);
  if (found.rows === 0 && plan.ranges.length > 0) throw nothingThere(open);
  return result([...found.holes, ...tradeGaps.gaps], [...plan.notes, ...found.notes]);
}

interface Run extends Pick<FetchOptions, "onProgress"> {
  readonly writer: BatchWriter;
  readonly tradeGaps: TradeGaps;
}

async function run(open: OpenSeries, { writer, tradeGaps, onProgress }: Run): Promise<void> {
  const { series: { dataset }, held, plan: { range, ranges } } = open;
  const payments = dataset === "funding_rates" ? await held.times(range) : undefined;
  const span = ranges.reduce((sum, { from, to }) => sum + to - from, 0);
  const countsIds = open.venue.profile.trades === "ascending ids";
  const refuse = writer.refuse.bind(writer);
  let covered = 0;
  for (const { from, to, fromId } of ranges) {
    tradeGaps.begin(fromId === undefined ? undefined : { ts: from, id: fromId - 1 });
    for await (const rows of fetchPages(open, { from, to, fromId, refuse })) {
      const page = payments === undefined ? rows : newPayments(rows, payments);
      if (page.length === 0) continue;
      if (dataset === "trades" && countsIds) tradeGaps.see(page);
      await writer.take(page);
      const done = covered + page.at(-1)!.ts - from;
      await onProgress?.(writer.taken, Math.round((writer.taken * span) / Math.max(done, 1)));
    }
    covered += to - from;
  }
}

function nothingThere({ series, plan }: OpenSeries): UserError {
  const { dataset, venue, symbol, timeframe } = series;
  const noun = `${timeframe === null ? "" : `${timeframe} `}${nounOf(dataset)}`;
  const { from, to } = plan.range;
  return new UserError(
    `Cannot fetch ${noun} of "${symbol}": "${venue}" has none from ${formatTime(from)} to ` +
      `${formatTime(to)}; choose another --since`,
  );
}
