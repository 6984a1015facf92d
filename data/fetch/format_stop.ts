import { formatCount } from "../format_table.ts";
import { formatTime } from "../format_time.ts";
import { messageOf } from "../message_of.ts";
import type { FetchedSeries } from "./fetch_series.ts";

/**
 * Why a fetch stopped, what of it is stored, and how it goes on.
 *
 * @param signal the signal that stopped it; where none did, the cause says why.
 */
export function formatStop(
  cause: unknown,
  done: FetchedSeries | undefined,
  signal?: string,
): string {
  const reason = signal === undefined ? messageOf(cause) : `Stopped by ${signal}`;
  if (done === undefined || done.to === null) {
    return signal === undefined ? reason : `${reason}: nothing was fetched yet`;
  }
  const { symbol, rows, to } = done;
  return `${reason}; ${formatCount(rows)} rows of "${symbol}" up to ${
    formatTime(to)
  } are stored, ` +
    `and the same command goes on from there`;
}
