/** Closing prices over time. */
export interface Closes {
  readonly ts: Float64Array;
  readonly close: Float64Array;
  /** Length of a bar: an hour or less, of which the hour is a whole multiple. */
  readonly stepMs: number;
}

/** How one series lies in time against another. */
export interface Shift {
  /** Whole hours by which the first is later than the second; 0 where they agree. */
  readonly hours: number;
  /** Correlation of hourly returns once shifted back. */
  readonly correlation: number;
}

const HOUR = 3_600_000;
/** The zones of the earth. */
const WIDEST = 14;
/** Hours that are compared at most, the latest that both have, and at least. */
const MOST_HOURS = 2_000;
const FEWEST_HOURS = 200;
/** Correlation of two prices of one coin, and how much better than in place a shift must fit. */
const ALIKE = 0.8;
const BETTER = 0.4;

/**
 * Compare two series of prices of one base asset by the lag, in whole hours up to 14 either way, at
 * which their hourly returns correlate best. They agree where that is 0; they are shifted where
 * another lag reaches 0.8 and beats lag 0 by 0.4.
 *
 * @returns `undefined` where they overlap for less than 200 hours or are not alike at any lag.
 */
export function findShift(left: HourlyCloses, right: HourlyCloses): Shift | undefined {
  const end = Math.min(left.end, right.end);
  const begin = Math.max(left.begin, right.begin, end - MOST_HOURS);
  if (end - begin < FEWEST_HOURS) return undefined;
  const [a, b] = [left, right].map((closes) => returnsOf(closes, begin, end)) as [
    Float64Array,
    Float64Array,
  ];
  const inPlace = correlation(a, b, 0);
  let best = { hours: 0, correlation: inPlace };
  for (let hours = -WIDEST; hours <= WIDEST; hours++) {
    const value = correlation(a, b, hours);
    if (value > best.correlation) best = { hours, correlation: value };
  }
  if (best.correlation >= ALIKE && best.correlation >= inPlace + BETTER) return best;
  return inPlace >= ALIKE ? { hours: 0, correlation: inPlace } : undefined;
}

/** Closing prices by the hour that they end. */
export interface HourlyCloses {
  /** Number of the first hour, since the epoch, and of the hour after the last. */
  readonly begin: number;
  readonly end: number;
  /** Close at the end of each hour, by its number. */
  readonly at: ReadonlyMap<number, number>;
}

/** The closes of the bars that end with an hour. */
export function hourlyCloses({ ts, close, stepMs }: Closes): HourlyCloses {
  const at = new Map<number, number>();
  let begin = Infinity, end = -Infinity;
  for (let i = 0; i < ts.length; i++) {
    const until = (ts[i]! + stepMs) / HOUR;
    if (!Number.isInteger(until)) continue;
    at.set(until, close[i]!);
    begin = Math.min(begin, until);
    end = Math.max(end, until + 1);
  }
  return { begin, end, at };
}

function returnsOf({ at }: HourlyCloses, begin: number, end: number): Float64Array {
  return Float64Array.from(
    { length: end - begin },
    (_, i) => Math.log(at.get(begin + i)! / at.get(begin + i - 1)!),
  );
}

/** Of a value and that of another series `lag` places before it, where both are numbers. */
function correlation(a: Float64Array, b: Float64Array, lag: number): number {
  let n = 0, sumA = 0, sumB = 0, sumAA = 0, sumBB = 0, sumAB = 0;
  for (let i = Math.max(0, lag); i < Math.min(a.length, b.length + lag); i++) {
    const [x, y] = [a[i]!, b[i - lag]!];
    if (Number.isNaN(x) || Number.isNaN(y)) continue;
    n++;
    sumA += x;
    sumB += y;
    sumAA += x * x;
    sumBB += y * y;
    sumAB += x * y;
  }
  if (n < FEWEST_HOURS / 2) return NaN;
  const covariance = sumAB - sumA * sumB / n;
  return covariance / Math.sqrt((sumAA - sumA * sumA / n) * (sumBB - sumB * sumB / n));
}
