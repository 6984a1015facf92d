import { DAY_MS, type EquityCurve } from "./equity_curve.ts";
import { finiteOrNull } from "./finite_or_null.ts";

/** Mean length of a year in days. */
const YEAR_DAYS = 365.25;

/**
 * Compound annual growth rate by the calendar, a fraction: (last / first)^(365.25 / days) − 1, days
 * from the first bar's open to the last's (backtesting.py). Null when the curve spans no time,
 * starts at nothing or ends below zero.
 */
export function cagr({ ts, equity }: EquityCurve): number | null {
  const last = ts.length - 1;
  if (last < 1 || equity[0]! <= 0) return null;
  const days = (ts[last]! - ts[0]!) / DAY_MS;
  return finiteOrNull((equity[last]! / equity[0]!) ** (YEAR_DAYS / days) - 1);
}
