import { weekdayOf } from "../calendar/civil_date.ts";
import type { Calendar } from "../instrument.ts";

const DAY = 86_400_000;
/** Rows and days that say something about weekends. */
const FEWEST_ROWS = 10;
const FEWEST_DAYS = 21;

/**
 * The calendar that rows of unknown origin keep: "equity" where three weeks or more have no row on a
 * Saturday or Sunday, UTC; else "crypto".
 */
export function inferCalendar(ts: Float64Array): Calendar {
  if (ts.length < FEWEST_ROWS || ts.at(-1)! - ts[0]! < FEWEST_DAYS * DAY) return "crypto";
  const onWeekend = ts.some((at) => weekdayOf(Math.floor(at / DAY)) % 6 === 0);
  return onWeekend ? "crypto" : "equity";
}
