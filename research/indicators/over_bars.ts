import { mapColumns } from "../../data/bar_columns.ts";
import type { Bars } from "../../data/bars.ts";
import { Line } from "../engine/line.ts";
import { Series } from "../engine/series.ts";

/** Bars as a table: what a notebook's `bars()` returns. `ts` may be times or dates. */
export interface BarTable {
  array(name: string, type: Float64ArrayConstructor): ArrayLike<unknown>;
}

/** One line as a column, or an object of lines as an object of columns. */
export type LineColumns<T> = T extends Line ? Float64Array
  : { readonly [K in keyof T]: Float64Array };

/**
 * Indicators as whole columns, one value a bar, NaN while they warm up: for notebooks and sweeps.
 * The very computations run that a strategy's lines are filled by, so the values are the same.
 *
 * ```ts ignore
 * const mean = overBars(hours, HOUR, (prices) => sma(prices.close, 20));
 * const { upper, lower } = overBars(hours, HOUR, (prices) => bollinger(prices.close, 20));
 * ```
 *
 * @throws RangeError where the bars are not in order of time.
 */
export function overBars<T extends Line | { readonly [K in keyof T]: Line }>(
  bars: Bars | BarTable,
  timeframeMs: number,
  make: (prices: Series) => T,
): LineColumns<T> {
  const columns = "array" in bars ? columnsOf(bars) : bars;
  requireOrder(columns.ts);
  const series = new Series(timeframeMs, columns);
  const made = make(series);
  const lines: readonly (readonly [string, Line])[] = made instanceof Line
    ? [["line", made]]
    : Object.entries<Line>(made);
  const results = lines.map(([name, line]) => ({
    name,
    line,
    column: new Float64Array(columns.ts.length),
  }));
  for (let i = 0; i < columns.ts.length; i++) {
    series.advance();
    for (const { line, column } of results) column[i] = line.value;
  }
  const named = Object.fromEntries(results.map(({ name, column }) => [name, column]));
  return (made instanceof Line ? named.line : named) as LineColumns<T>;
}

function columnsOf(table: BarTable): Bars {
  return mapColumns((name) => Float64Array.from(table.array(name, Float64Array), Number));
}

function requireOrder(ts: Float64Array): void {
  for (let i = 1; i < ts.length; i++) {
    if (ts[i]! > ts[i - 1]!) continue;
    throw new RangeError(`Cannot compute over bars out of order at row ${i}; sort them by ts`);
  }
}
