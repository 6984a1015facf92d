import { createHash } from "node:crypto";
import type { Instrument } from "../../data/instrument.ts";
import type { Lake } from "../../data/storage/open_lake.ts";
import { findHeldSeries, type HeldSeries } from "../../data/storage/series.ts";
import { formatTime } from "../../data/format_time.ts";
import { UserError } from "../../data/user_error.ts";
import { messageOf } from "../../data/message_of.ts";
import { sqlText } from "../../data/storage/duckdb.ts";
import { type BookEvents, listingOf } from "../engine/mod.ts";
import { type BookRecording, buildBookEvents } from "../engine/order_book/build_book_events.ts";
import { seenAfter } from "../engine/order_book/local_time.ts";
import { formatPlural } from "../report/format.ts";

/** A snapshot may be dated after changes that follow it: they are loaded from this long before it. */
const MARGIN_MS = 60_000;

/** Which book to load. */
export interface BookQuery {
  readonly symbol: string;
  /** Needed only where several venues trade a symbol. */
  readonly venue?: string | undefined;
  /** First time that counts, ms; the book is loaded from the last snapshot before it. */
  readonly from?: number | undefined;
  /** End, exclusive, ms. */
  readonly to?: number | undefined;
  /** "depth" or "quotes"; depth where it is held where not given. */
  readonly stream?: "depth" | "quotes" | undefined;
  /** How long after the venue's time a strategy sees it, ms. */
  readonly feedLatencyMs: number;
}

/** A recorded market with all that a run over it depends on. */
export interface LoadedBook {
  readonly instrument: Instrument;
  readonly events: BookEvents;
  readonly stream: "depth" | "quotes";
  /** SHA-256, hex, over all that was loaded. */
  readonly checksum: string;
  readonly source: HeldSeries["source"];
  /** What the reader must know of the recording, a sentence each. */
  readonly notes: readonly string[];
}

/**
 * Loads a recorded order book with its trades from the lake: depth, or best prices alone.
 *
 * @throws UserError where no book of the symbol is held, or it cannot be read in the instrument's
 * ticks and lots.
 */
export async function loadBook(lake: Lake, query: BookQuery): Promise<LoadedBook> {
  const { dataset, series } = findBook(lake, query);
  const { venue, symbol, source } = series;
  const instrument = lake.instrument(symbol, venue);
  const range = { symbol, venue, from: await loadFrom(lake, query, series), to: query.to };
  const isDepth = dataset === "books";
  const depth = isDepth ? await lake.readDataset({ dataset: "books", ...range }) : undefined;
  const quotes = isDepth ? undefined : await lake.readDataset({ dataset: "quotes", ...range });
  const hasTrades = findHeldSeries(lake.dataDir, { dataset: "trades", symbol, venue }).length > 0;
  const trades = hasTrades ? await lake.readDataset({ dataset: "trades", ...range }) : undefined;
  const { tick, lot } = listingOf(instrument);
  const recording = readable(symbol, () =>
    buildBookEvents({
      depth: depth?.columns,
      quotes: quotes?.columns,
      trades: trades?.columns,
      tick,
      lot,
      localTime: seenAfter(query.feedLatencyMs),
    }));
  requireBefore(query, recording.events);
  const hash = createHash("sha256");
  for (const each of [depth, quotes, trades]) hash.update(`${each?.checksum ?? ""}\n`);
  return {
    instrument,
    events: recording.events,
    stream: isDepth ? "depth" : "quotes",
    checksum: hash.digest("hex"),
    source,
    notes: notesOf(recording, hasTrades),
  };
}

function findBook({ dataDir }: Lake, { symbol, venue, stream }: BookQuery) {
  const datasets = stream === undefined
    ? ["books", "quotes"] as const
    : [stream === "depth" ? "books" : "quotes"] as const;
  for (const dataset of datasets) {
    const held = findHeldSeries(dataDir, { dataset, symbol, venue });
    if (held.length > 1) {
      const venues = held.map((series) => series.venue);
      throw new UserError(
        `The book of "${symbol}" is held at ${venues.join(", ")}; pass --venue ${venues[0]}`,
      );
    }
    if (held.length === 1) return { dataset, series: held[0]! };
  }
  const what = stream === "quotes" ? "best prices" : "order book";
  throw new UserError(
    `No ${what} of "${symbol}"${venue === undefined ? "" : ` at "${venue}"`} in the lake; run ` +
      `"deno task data import FILE --dataset ${stream === "quotes" ? "quotes" : "books"} ` +
      `--symbol ${symbol} --venue VENUE", and the same with --dataset trades`,
  );
}

/** Where to load from: a book is known only from a snapshot on. */
async function loadFrom(
  lake: Lake,
  { from }: BookQuery,
  { dataset, symbol, venue }: HeldSeries,
): Promise<number | undefined> {
  if (from === undefined || dataset !== "books") return from;
  const [row] = await lake.query(
    `SELECT max(ts) AS ts FROM books WHERE kind = 'snapshot' AND venue = ${sqlText(venue)} ` +
      `AND symbol = ${sqlText(symbol)} AND ts <= ${from}`,
  );
  return row?.ts == null ? undefined : Number(row.ts) - MARGIN_MS;
}

function requireBefore({ symbol, from = -Infinity }: BookQuery, { ts, rows }: BookEvents): void {
  const last = ts[rows - 1]!;
  if (from <= last) return;
  throw new UserError(
    `No book of "${symbol}" from ${formatTime(from)} on: held is to ${formatTime(last)}; ` +
      "change --from",
  );
}

function readable(symbol: string, read: () => BookRecording): BookRecording {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new UserError(`Cannot use the book of "${symbol}": ${messageOf(error)}`);
  }
}

function notesOf({ breaks, stale, retimed }: BookRecording, hasTrades: boolean): string[] {
  return [
    breaks.length === 0 ? "" : `${formatPlural(breaks.length, "gap")} in the recorded depth; ` +
      "the book is unknown from each to the next snapshot, and the strategy is not asked there.",
    stale === 0 ? "" : `${formatPlural(stale, "message")} of depth came twice and counted once.`,
    retimed === 0 ? "" : `${formatPlural(retimed, "message")} of depth were dated before the one ` +
      "in front of them and took its time.",
    hasTrades
      ? ""
      : "No trades are held: quotes fill only where the other side comes to them, and " +
        "stops are rejected.",
  ].filter((note) => note !== "");
}
