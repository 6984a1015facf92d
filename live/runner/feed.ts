import type { Bars } from "../../data/bars.ts";
import { Rows, type WireBar } from "../../research/engine/mod.ts";

/** One row of a feed: the bars that opened at `ts`, as they stand at their close. */
export interface FeedRow {
  readonly ts: number;
  readonly bars: readonly WireBar[];
}

/** Recorded bars as a feed: one row an open time, merged by time as in a backtest. */
export function* recordedFeed(bars: readonly Bars[], timeframeMs: number): Generator<FeedRow> {
  const rows = new Rows(bars, timeframeMs);
  const next = new Int32Array(bars.length);
  for (let row = 0; row < rows.length; row++) {
    const wire: WireBar[] = [];
    bars.forEach(({ open, high, low, close, volume }, instrument) => {
      if (!rows.has(row, instrument)) return;
      const i = next[instrument]!++;
      const traded = Number.isNaN(volume[i]!) ? null : volume[i]!;
      wire.push([instrument, open[i]!, high[i]!, low[i]!, close[i]!, traded]);
    });
    yield { ts: rows.ts[row]!, bars: wire };
  }
}
