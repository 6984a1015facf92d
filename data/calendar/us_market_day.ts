import { civilDate, civilDays, firstWeekday } from "./civil_date.ts";

/** How the US stock exchanges trade on a date: until 16:00, until 13:00, or not at all. */
export type MarketDay = "full" | "half" | "closed";

/** Weekdays as numbers. */
const SUN = 0, MON = 1, WED = 3, THU = 4, FRI = 5, SAT = 6;

/** Closures that follow no rule. */
const specialClosures: ReadonlySet<number> = new Set([
  // The attacks on New York.
  civilDays(2001, 9, 11),
  civilDays(2001, 9, 12),
  civilDays(2001, 9, 13),
  civilDays(2001, 9, 14),
  // Days of mourning for presidents Reagan, Ford, George H. W. Bush and Carter.
  civilDays(2004, 6, 11),
  civilDays(2007, 1, 2),
  civilDays(2018, 12, 5),
  civilDays(2025, 1, 9),
  // Hurricane Sandy.
  civilDays(2012, 10, 29),
  civilDays(2012, 10, 30),
]);

/**
 * How the New York Stock Exchange trades on the date that lies `days` after 1970-01-01, by its
 * rules of holidays and early closes as they stand from 2000 on, and its special closures up to
 * 2025. For earlier dates the rules are those of 2000, and may be wrong.
 */
export function usMarketDay(days: number): MarketDay {
  const { year, month, day, weekday } = civilDate(days);
  if (weekday === SUN || weekday === SAT || specialClosures.has(days)) return "closed";
  switch (month) {
    case 1:
      return isNewYear(day, weekday) || isNth(3, MON, day, weekday) ? "closed" : "full";
    case 2:
      return isNth(3, MON, day, weekday) ? "closed" : "full";
    case 3:
    case 4:
      return days === easterSunday(year) - 2 ? "closed" : "full";
    case 5:
      return weekday === MON && day > 24 ? "closed" : "full";
    case 6:
      return year >= 2022 && isObserved(19, day, weekday) ? "closed" : "full";
    case 7:
      return isObserved(4, day, weekday) ? "closed" : julyDay(year, day, weekday);
    case 9:
      return isNth(1, MON, day, weekday) ? "closed" : "full";
    case 11:
      if (isNth(4, THU, day, weekday)) return "closed";
      return days === firstWeekday(year, 11, THU, 22) + 1 ? "half" : "full";
    case 12:
      if (isObserved(25, day, weekday)) return "closed";
      return day === 24 || (year === 2003 && day === 26) ? "half" : "full";
    default:
      return "full";
  }
}

/** A New Year on a Saturday is not made up for: the Friday before it ends the books of a year. */
function isNewYear(day: number, weekday: number): boolean {
  return day === 1 || (day === 2 && weekday === MON);
}

/** A holiday on a Saturday is kept on the Friday before, one on a Sunday on the Monday after. */
function isObserved(holiday: number, day: number, weekday: number): boolean {
  return day === holiday || (day === holiday - 1 && weekday === FRI) ||
    (day === holiday + 1 && weekday === MON);
}

/** Around a holiday in mid-week: the day before it; until 2012 the Friday after a Thursday. */
function julyDay(year: number, day: number, weekday: number): MarketDay {
  if (day === 3) return weekday === WED && year < 2013 ? "full" : "half";
  return day === 5 && weekday === FRI && year < 2013 ? "half" : "full";
}

function isNth(n: number, of: number, day: number, weekday: number): boolean {
  return weekday === of && Math.ceil(day / 7) === n;
}

/** Days from 1970-01-01 to Easter Sunday, by the anonymous Gregorian computus. */
function easterSunday(year: number): number {
  const golden = year % 19;
  const century = Math.floor(year / 100);
  const leapCenturies = Math.floor(century / 4);
  const moon = Math.floor((century - Math.floor((century + 8) / 25) + 1) / 3);
  const epact = (19 * golden + century - leapCenturies - moon + 15) % 30;
  const quarter = Math.floor((year % 100) / 4);
  const toSunday = (32 + 2 * (century % 4) + 2 * quarter - epact - year % 4) % 7;
  const late = Math.floor((golden + 11 * epact + 22 * toSunday) / 451);
  const sum = epact + toSunday - 7 * late + 114;
  return civilDays(year, Math.floor(sum / 31), sum % 31 + 1);
}
