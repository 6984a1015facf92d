import type { Market } from "../../research/backtest/simulate.ts";
import { Rows, type WireBar } from "../../research/engine/mod.ts";

/** One row of a feed: the bars that opened at `ts`, as they stand at their close. */
export interface FeedRow {
  readonly ts: number;
  readonly bars: readonly WireBar[];
}

/** What a feed tells of a market: its bars, and other data beside them. */
export type FedMarket = Pick<Market, "bars" | "data">;

/** Names of the other data beside each market's bars, in the order in which they are fed. */
export function dataNames(markets: readonly FedMarket[]): string[][] {
  return markets.map(({ data = {} }) => Object.keys(data));
}

/** Recorded markets as a feed: one row an open time, merged by time as in a backtest. */
export function* recordedFeed(
  markets: readonly FedMarket[],
  timeframeMs: number,
): Generator<FeedRow> {
  const rows = new Rows(markets.map(({ bars }) => bars), timeframeMs);
  const next = new Int32Array(markets.length);
  for (let row = 0; row < rows.length; row++) {
    const wire: WireBar[] = [];
    markets.forEach(({ bars: { open, high, low, close, volume }, data = {} }, instrument) => {
      if (!rows.has(row, instrument)) return;
      const i = next[instrument]!++;
      const prices = [open[i]!, high[i]!, low[i]!, close[i]!] as const;
      const beside = Object.values(data).map((column) => valueOrNull(column![i]!));
      const bar = [instrument, ...prices, valueOrNull(volume[i]!)] as const;
      wire.push(beside.length === 0 ? bar : [...bar, beside]);
    });
    yield { ts: rows.ts[row]!, bars: wire };
  }
}

function valueOrNull(value: number): number | null {
  return Number.isNaN(value) ? null : value;
}
