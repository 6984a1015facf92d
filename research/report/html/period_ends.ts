/** Rows that stand for a curve in a table, and what they are. */
export interface PeriodEnds {
  /** "bar", "day", "month" or "year". */
  readonly period: string;
  /** The last row of each period. */
  readonly rows: readonly number[];
}

const MOST_ROWS = 260;

/** Periods with the time at which the one that holds a date ends, finest first. */
const periods: readonly (readonly [string, (date: Date) => number])[] = [
  ["day", (date) => Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate() + 1)],
  ["month", (date) => Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1)],
  ["year", (date) => Date.UTC(date.getUTCFullYear() + 1, 0)],
];

/** The last row of each bar, day, month or year: the finest that gives at most 260 rows. */
export function periodEnds(ts: Float64Array): PeriodEnds {
  let found: PeriodEnds = { period: "bar", rows: Array.from(ts.subarray(0, MOST_ROWS + 1).keys()) };
  for (const [period, endOf] of periods) {
    if (found.rows.length <= MOST_ROWS) break;
    found = { period, rows: lastRows(ts, endOf) };
  }
  return found;
}

function lastRows(ts: Float64Array, endOf: (date: Date) => number): number[] {
  const rows: number[] = [];
  let end = -Infinity;
  for (let row = 0; row < ts.length; row++) {
    if (ts[row]! < end) {
      rows[rows.length - 1] = row;
    } else {
      rows.push(row);
      end = endOf(new Date(ts[row]!));
    }
  }
  return rows;
}
