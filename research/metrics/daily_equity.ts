import { DAY_MS, type EquityCurve } from "./equity_curve.ts";

/**
 * The last equity of each UTC day that has a bar; `ts` is the day's midnight. Days without bars are
 * absent, not filled: a weekend or an outage is no return of zero.
 */
export function dailyEquity({ ts, equity }: EquityCurve): EquityCurve {
  const days = countDays(ts);
  const daily = { ts: new Float64Array(days), equity: new Float64Array(days) };
  let day = -1;
  let nextMidnight = -Infinity;
  for (let bar = 0; bar < ts.length; bar++) {
    if (ts[bar]! >= nextMidnight) {
      const midnight = Math.floor(ts[bar]! / DAY_MS) * DAY_MS;
      nextMidnight = midnight + DAY_MS;
      daily.ts[++day] = midnight;
    }
    daily.equity[day] = equity[bar]!;
  }
  return daily;
}

function countDays(ts: Float64Array): number {
  let days = 0;
  let nextMidnight = -Infinity;
  for (let bar = 0; bar < ts.length; bar++) {
    if (ts[bar]! >= nextMidnight) {
      days++;
      nextMidnight = (Math.floor(ts[bar]! / DAY_MS) + 1) * DAY_MS;
    }
  }
  return days;
}
