import { barColumns } from "./bar_columns.ts";
import type { Bars } from "./bars.ts";

/**
 * What is wrong with the first bar that breaks a rule of the lake, or `undefined` where all keep
 * them: columns of equal length, whole ascending times, positive finite prices, open and close
 * within low and high, volume not negative (NaN where the source has none; prices of an index or a
 * mark have no such column).
 */
export function findBadBar(bars: Omit<Bars, "volume"> & Partial<Bars>): string | undefined {
  const { ts, open, high, low, close, volume = new Float64Array(ts.length) } = bars;
  for (const name of barColumns) {
    const length = bars[name]?.length ?? ts.length;
    if (length !== ts.length) return `column ${name} has ${length} rows and ts has ${ts.length}`;
  }
  for (let i = 0; i < ts.length; i++) {
    if (!Number.isSafeInteger(ts[i]!)) return `row ${i} has time ${ts[i]}`;
    if (i > 0 && ts[i]! <= ts[i - 1]!) return `row ${i} has time ${ts[i]} after ${ts[i - 1]}`;
    const inside = low[i]! > 0 && high[i]! < Infinity && open[i]! >= low[i]! &&
      open[i]! <= high[i]! && close[i]! >= low[i]! && close[i]! <= high[i]!;
    if (!inside) {
      return `row ${i} has open ${open[i]}, high ${high[i]}, low ${low[i]}, close ${close[i]}`;
    }
    if (volume[i]! < 0) return `row ${i} has volume ${volume[i]}`;
  }
  return undefined;
}
