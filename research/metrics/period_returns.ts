import type { EquityCurve } from "./equity_curve.ts";

/** The return of one calendar month, UTC. */
export interface MonthReturn {
  readonly year: number;
  /** 1 to 12. */
  readonly month: number;
  /** A fraction; null where the equity that it starts from is not positive. */
  readonly return: number | null;
}

/** The return of one calendar year, UTC. */
export interface YearReturn {
  readonly year: number;
  /** A fraction; null where the equity that it starts from is not positive. */
  readonly return: number | null;
}

/**
 * Returns by month, each from the last equity of the month before; the first from the starting
 * cash, so that together they compound to the total return. Months without bars are absent.
 */
export function monthlyReturns(daily: EquityCurve, cash: number): MonthReturn[] {
  return lastsOf(daily, (date) => date.getUTCFullYear() * 12 + date.getUTCMonth())
    .map(([key, end], i, lasts) => ({
      year: Math.floor(key / 12),
      month: key % 12 + 1,
      return: growth(lasts[i - 1]?.[1] ?? cash, end),
    }));
}

/** Returns by year, as {@linkcode monthlyReturns} by month. */
export function yearlyReturns(daily: EquityCurve, cash: number): YearReturn[] {
  return lastsOf(daily, (date) => date.getUTCFullYear())
    .map(([year, end], i, lasts) => ({ year, return: growth(lasts[i - 1]?.[1] ?? cash, end) }));
}

/** The last equity under each key, in time order. */
function lastsOf(daily: EquityCurve, keyOf: (date: Date) => number): [number, number][] {
  const lasts = new Map<number, number>();
  for (let day = 0; day < daily.ts.length; day++) {
    lasts.set(keyOf(new Date(daily.ts[day]!)), daily.equity[day]!);
  }
  return [...lasts];
}

function growth(start: number, end: number): number | null {
  return start > 0 ? end / start - 1 : null;
}
