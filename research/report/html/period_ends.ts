/** Rows that stand for a curve in a table, and what they are. */
export interface PeriodEnds {
  /** "bar", "day", "month" or "year". */
  readonly period: string;
  /** The last row of each period. */
  readonly rows: readonly number[];
}

const MOST_ROWS = 260;

const periods: readonly [string, (ts: number) => string][] = [
  ["bar", (ts) => String(ts)],
  ["day", (ts) => new Date(ts).toISOString().slice(0, 10)],
  ["month", (ts) => new Date(ts).toISOString().slice(0, 7)],
  ["year", (ts) => new Date(ts).toISOString().slice(0, 4)],
];

/** The last bar of each bar, day, month or year: the finest that gives at most 260 rows. */
export function periodEnds(ts: Float64Array): PeriodEnds {
  let found: PeriodEnds = { period: "bar", rows: [] };
  for (const [period, nameOf] of periods) {
    found = { period, rows: ends(ts, nameOf) };
    if (found.rows.length <= MOST_ROWS) return found;
  }
  return found;
}

function ends(ts: Float64Array, nameOf: (ts: number) => string): number[] {
  const rows: number[] = [];
  let name = "";
  for (let row = 0; row < ts.length; row++) {
    const next = nameOf(ts[row]!);
    if (next === name) rows[rows.length - 1] = row;
    else rows.push(row);
    name = next;
  }
  return rows;
}
