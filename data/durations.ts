const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/** The timeframes a bar can have, shortest first, with their lengths in milliseconds. */
export const durations: ReadonlyMap<string, number> = new Map([
  ["1s", 1000],
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

/** Weeks begin on Monday, and the epoch was a Thursday. */
const firstMonday = 4 * day;

/**
 * Open time of the bar of this length that a time falls in, on a venue that never closes: multiples
 * of the length since the epoch, UTC, and weeks from Monday.
 */
export function bucketStart(ts: number, lengthMs: number): number {
  const origin = lengthMs % (7 * day) === 0 ? firstMonday : 0;
  return Math.floor((ts - origin) / lengthMs) * lengthMs + origin;
}
