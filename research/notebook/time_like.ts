import { parseTime } from "../../data/parse_time.ts";
import { UserError } from "../../data/user_error.ts";

/** A time as one writes it in a cell: "2023-01-01", an ISO 8601 time, a Date, or ms. UTC. */
export type TimeLike = string | number | Date;

/**
 * The time in ms since the epoch.
 *
 * @param name the option's name, for the error.
 * @throws UserError where it is not a time.
 */
export function timeOf(name: string, time: TimeLike | undefined): number | undefined {
  if (time === undefined) return undefined;
  const ts = typeof time === "string" ? parseTime(time.trim()) ?? NaN : Number(time);
  if (Number.isFinite(ts)) return ts;
  throw new UserError(
    `Cannot read ${name} ${JSON.stringify(String(time))}: it is not a time; ` +
      'write "2023-01-01" or "2023-01-01T09:30Z"',
  );
}
