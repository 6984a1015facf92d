import { allocateBars } from "../bar_columns.ts";
import type { Bars } from "../bars.ts";
import type { Row } from "./check_row.ts";

/** Gathers bars in any order and tells which times come twice. */
export class BarCollector {
  readonly #rows: Row[] = [];
  readonly #times = new Set<number>();

  /** Take a bar; `false` where its time is taken already, and then the first one stays. */
  add(row: Row): boolean {
    if (this.#times.has(row[0])) return false;
    this.#times.add(row[0]);
    this.#rows.push(row);
    return true;
  }

  /** The bars taken so far as columns sorted by time. */
  bars(): Bars {
    const rows = this.#rows.sort((a, b) => a[0] - b[0]);
    const bars = allocateBars(rows.length);
    rows.forEach(([ts, open, high, low, close, volume], i) => {
      bars.ts[i] = ts;
      bars.open[i] = open;
      bars.high[i] = high;
      bars.low[i] = low;
      bars.close[i] = close;
      bars.volume[i] = volume;
    });
    return bars;
  }
}
