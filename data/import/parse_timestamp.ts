import { parseTime } from "../parse_time.ts";
import type { LocalTime, NoInstant } from "./local_time.ts";
import type { Cell } from "./parse_number.ts";
import type { Batch } from "./source.ts";

/** How times are read. */
export interface TimestampOptions {
  /**
   * Bars are named by their trading date: of a local midnight such as "2024-01-02
   * 00:00:00-05:00" the date is kept and the offset dropped.
   */
  readonly tradingDate: boolean;
  /** Whose clocks show the times that have no offset; UTC where not named. */
  readonly local?: LocalTime | undefined;
  /** What the cells are where the source's own types say it. */
  readonly typed?: "instant" | "local" | undefined;
}

/**
 * Milliseconds since the epoch of a cell, or why it holds no time: ISO 8601 text with or without an
 * offset, a compact date (20240131), or a count since the epoch whose size tells seconds from milli-,
 * micro- and nanoseconds. A count below 100,000,000 (1973 in seconds) is no time: it is a row number
 * or a spreadsheet's day count.
 */
export function parseTimestamp(
  cell: Cell,
  options: TimestampOptions,
): number | "unreadable time" | NoInstant {
  const { local, typed } = options;
  if (cell === null) return "unreadable time";
  const text = typeof cell === "string" ? cell.trim() : "";
  if (text === "") {
    const count = Number(cell);
    if (typed === "instant") return count;
    if (typed === "local") return settle(count, options, isMidnight(count));
    const compact = count > 1e7 && count < 1e8 ? parseCompact(String(count)) : undefined;
    return compact === undefined ? readable(epochMs(count)) : settle(compact, options, true);
  }
  if (/^[\d.]/.test(text) && /^\d+(\.\d+)?(e\+?\d+)?$/i.test(text)) {
    const compact = parseCompact(text);
    return compact === undefined ? readable(epochMs(Number(text))) : settle(compact, options, true);
  }
  let iso = text.replace(/^(\d{4})\/(\d\d)\/(\d\d)/, "$1-$2-$3");
  if (options.tradingDate) iso = iso.replace(/([T ]00:00(:00(\.0+)?)?)\s*\S+$/, "$1");
  const ts = parseTime(iso);
  if (ts === undefined) return "unreadable time";
  const hasOffset = local === undefined || /(z|utc|[+-]\d\d(:?\d\d)?)$/i.test(iso.slice(10));
  return hasOffset ? ts : settle(ts, options, isMidnight(ts));
}

/**
 * The cell that holds a row's time: the first of the batch. Where that is a time of day only, as
 * "09:30", and the date stands in a column of its own, both together.
 */
export function timeCell(batch: Batch, row: number, date: number | undefined): Cell {
  const time = batch.columns[0]![row] ?? null;
  if (date === undefined || !/^\s*\d{1,2}:\d\d(:\d\d(\.\d+)?)?\s*$/.test(String(time))) return time;
  const day = String(batch.columns[date]![row] ?? "").trim()
    .replace(/^(\d{4})[./]?(\d\d)[./]?(\d\d)$/, "$1-$2-$3");
  return `${day} ${String(time).trim().padStart(5, "0")}`;
}

/** The unit of a count since the epoch, for the report. */
export function timestampUnit(cell: Cell, typed?: "instant" | "local"): string {
  if (typed !== undefined) return typed === "instant" ? "UTC timestamp" : "timestamp";
  const number = Number(cell);
  if (cell === null || cell === "" || !(number >= 1e8)) return "text";
  return number < 1e11 ? "s" : number < 1e14 ? "ms" : number < 1e17 ? "µs" : "ns";
}

/** A clock's time as an instant; a trading date stays the date that it is. */
function settle(shown: number, { local, tradingDate }: TimestampOptions, isDate: boolean) {
  return local === undefined || (tradingDate && isDate) ? shown : local.instant(shown);
}

function parseCompact(text: string): number | undefined {
  const compact = /^((?:19|20)\d\d)(\d\d)(\d\d)$/.exec(text);
  return compact === null ? undefined : parseTime(compact.slice(1).join("-"));
}

function isMidnight(ts: number): boolean {
  return ts % 86_400_000 === 0;
}

function readable(ts: number | undefined): number | "unreadable time" {
  return ts ?? "unreadable time";
}

/** Finer than a millisecond, microseconds are kept: a double of nanoseconds is not exact. */
function epochMs(count: number): number | undefined {
  if (!(count >= 1e8)) return undefined;
  if (count < 1e11) return Math.round(count * 1e6) / 1000;
  if (count < 1e14) return count;
  if (count < 1e17) return count / 1000;
  return count < 1e20 ? Math.round(count / 1000) / 1000 : undefined;
}
