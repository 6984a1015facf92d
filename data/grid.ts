import type { Calendar } from "./instrument.ts";
import { timeframeMs } from "./timeframe.ts";

const dayMs = 86_400_000;
const halfHourMs = 1_800_000;

/**
 * Spacing, in milliseconds since the epoch, of the open times that a bar may have. A venue that
 * never closes opens its bars on multiples of the timeframe. An exchange session may open on the
 * half hour (14:30 UTC in New York's winter), so its intraday bars may too. Bars of several days
 * begin at any midnight UTC, for venues disagree on the day they count from.
 */
export function gridMs(timeframe: string, calendar: Calendar): number {
  const duration = timeframeMs(timeframe);
  if (duration >= dayMs) return dayMs;
  return calendar === "equity" ? Math.min(duration, halfHourMs) : duration;
}
