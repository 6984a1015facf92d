import { civilDate, firstWeekday } from "./civil_date.ts";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/**
 * Milliseconds to add to New York's clock for UTC during the trading hours of the date that lies
 * `days` after 1970-01-01: four hours in summer time and five else. Summer time runs from the second
 * Sunday of March to the first of November; until 2006 from the first of April to the last of
 * October.
 */
export function newYorkOffsetMs(days: number): number {
  const { year } = civilDate(days);
  const [begin, end] = year >= 2007
    ? [firstWeekday(year, 3, 0, 8), firstWeekday(year, 11, 0)]
    : [firstWeekday(year, 4, 0), firstWeekday(year, 10, 0, 25)];
  return days >= begin && days < end ? 4 * HOUR : 5 * HOUR;
}

/** Days from 1970-01-01 to the date that New York writes at a time. */
export function newYorkDays(ts: number): number {
  const offset = newYorkOffsetMs(Math.floor((ts - 5 * HOUR) / DAY));
  return Math.floor((ts - offset) / DAY);
}
