import { parseTime } from "../parse_time.ts";
import type { Cell } from "./parse_number.ts";

/** How times are read. */
export interface TimestampOptions {
  /**
   * Bars are named by their trading date: of a local midnight such as "2024-01-02
   * 00:00:00-05:00" the date is kept and the offset dropped.
   */
  readonly tradingDate: boolean;
}

/**
 * Milliseconds since the epoch of a cell, or `undefined` where it holds no time: ISO 8601 text with
 * or without an offset, a compact date (20240131), or a count since the epoch whose size tells
 * seconds from milli-, micro- and nanoseconds. A count below 100,000,000 (1973 in seconds) is no
 * time: it is a row number or a spreadsheet's day count.
 */
export function parseTimestamp(cell: Cell, options: TimestampOptions): number | undefined {
  if (cell === null) return undefined;
  const text = typeof cell === "number" ? "" : cell.trim();
  const compact = /^((?:19|20)\d\d)(\d\d)(\d\d)$/.exec(text || String(cell));
  if (compact !== null) return parseTime(compact.slice(1).join("-"));
  if (typeof cell === "number") return epochMs(cell);
  if (/^\d+(\.\d+)?(e\+?\d+)?$/i.test(text)) return epochMs(Number(text));
  const iso = text.replace(/^(\d{4})\/(\d\d)\/(\d\d)/, "$1-$2-$3");
  return parseTime(
    options.tradingDate ? iso.replace(/([T ]00:00(:00(\.0+)?)?)\s*\S+$/, "$1") : iso,
  );
}

function epochMs(count: number): number | undefined {
  if (!(count >= 1e8)) return undefined;
  if (count < 1e11) return count * 1000;
  if (count < 1e14) return count;
  if (count < 1e17) return count / 1000;
  return count < 1e20 ? count / 1e6 : undefined;
}
