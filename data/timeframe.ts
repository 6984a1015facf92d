import { durations } from "./durations.ts";
import { nearest } from "./nearest.ts";
import { UserError } from "./user_error.ts";

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
  const unitMs = durations.get(`1${unit[0]!.toLowerCase()}`);
  return unitMs === undefined ? undefined : timeframeOf(Number(count) * unitMs);
}
