import { nearest } from "./nearest.ts";
import { UserError } from "./user_error.ts";

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

const durations: ReadonlyMap<string, number> = new Map([
  ["1m", minute],
  ["3m", 3 * minute],
  ["5m", 5 * minute],
  ["15m", 15 * minute],
  ["30m", 30 * minute],
  ["1h", hour],
  ["2h", 2 * hour],
  ["4h", 4 * hour],
  ["6h", 6 * hour],
  ["8h", 8 * hour],
  ["12h", 12 * hour],
  ["1d", day],
  ["3d", 3 * day],
  ["1w", 7 * day],
]);

/** The timeframes a bar can have, shortest first. */
export const timeframes: readonly string[] = [...durations.keys()];

/**
 * Length of a timeframe in milliseconds: `timeframeMs("1h")` is 3,600,000.
 *
 * @throws {UserError} where the name is not one of {@linkcode timeframes}.
 */
export function timeframeMs(timeframe: string): number {
  const duration = durations.get(timeframe);
  if (duration !== undefined) return duration;
  const guess = sameDuration(timeframe) ?? nearest(timeframe, timeframes);
  throw new UserError(
    `Unknown timeframe "${timeframe}"${guess === undefined ? "" : `; did you mean "${guess}"?`}` +
      ` (known: ${timeframes.join(", ")})`,
  );
}

/** The timeframe of exactly this length, or `undefined` where there is none. */
export function timeframeOf(durationMs: number): string | undefined {
  return timeframes.find((timeframe) => durations.get(timeframe) === durationMs);
}

/** "60m", "1hour" and "24H" name lengths that we hold under another name. */
function sameDuration(text: string): string | undefined {
  const [, count, unit] = /^(\d+)\s*(m|min|mins|minutes?|h|hours?|d|days?|w|weeks?)$/i.exec(text) ??
    [];
  if (count === undefined || unit === undefined) return undefined;
  const unitMs = { m: minute, h: hour, d: day, w: 7 * day }[unit[0]!.toLowerCase()];
  return unitMs === undefined ? undefined : timeframeOf(Number(count) * unitMs);
}
