import type { Bars } from "../../data/bars.ts";
import type { Trade } from "../../research/backtest/trade.ts";
import type { EquityCurve } from "../../research/metrics/equity_curve.ts";
import type { RunView } from "./run_view.ts";
import type { TimeRange } from "./time_range.ts";

/** What the charts of a run show over a part of it. */
export interface ChartData {
  readonly range: TimeRange;
  readonly equity: EquityCurve;
  /** As equity, begun at the peak before the range, so that a drawdown is one from the run's peak. */
  readonly peaked: EquityCurve;
  readonly benchmark: EquityCurve | null;
  /** Bars of each instrument; null where they cannot be drawn. */
  readonly bars: readonly (Bars | null)[];
  /** Trades that begin within the range; one that ends after it is shown as open. */
  readonly trades: readonly Trade[];
}

/** The part of a run within a range of time. */
export function chartData({ report, bars, benchmarkCurve }: RunView, range: TimeRange): ChartData {
  const { result } = report;
  const equity = within(result.equity, range);
  return {
    range,
    equity,
    peaked: fromPeak(equity, result.equity, range.from),
    benchmark: benchmarkCurve && within(benchmarkCurve, range),
    bars: bars.map((each) => each && barsWithin(each, range)),
    trades: result.trades.filter(({ entryTs }) => entryTs >= range.from && entryTs <= range.to)
      .map((trade) => (trade.exitTs ?? 0) > range.to ? { ...trade, exitTs: null } : trade),
  };
}

function within({ ts, equity }: EquityCurve, range: TimeRange): EquityCurve {
  const [begin, end] = rows(ts, range);
  return { ts: ts.subarray(begin, end), equity: equity.subarray(begin, end) };
}

function barsWithin(bars: Bars, range: TimeRange): Bars {
  const [begin, end] = rows(bars.ts, range);
  const { ts, open, high, low, close, volume } = bars;
  return {
    ts: ts.subarray(begin, end),
    open: open.subarray(begin, end),
    high: high.subarray(begin, end),
    low: low.subarray(begin, end),
    close: close.subarray(begin, end),
    volume: volume.subarray(begin, end),
  };
}

function fromPeak(part: EquityCurve, whole: EquityCurve, from: number): EquityCurve {
  let peak = -Infinity;
  for (let row = 0; row < whole.ts.length && whole.ts[row]! < from; row++) {
    peak = Math.max(peak, whole.equity[row]!);
  }
  if (peak === -Infinity || part.ts.length === 0) return part;
  return {
    ts: prepended(part.ts[0]!, part.ts),
    equity: prepended(peak, part.equity),
  };
}

function prepended(first: number, rest: Float64Array): Float64Array {
  const all = new Float64Array(rest.length + 1);
  all[0] = first;
  all.set(rest, 1);
  return all;
}

function rows(ts: Float64Array, { from, to }: TimeRange): [number, number] {
  return [firstFrom(ts, from), firstFrom(ts, to + 1)];
}

/** The first row at or after a time. */
export function firstFrom(ts: Float64Array, time: number): number {
  let low = 0;
  let high = ts.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (ts[middle]! < time) low = middle + 1;
    else high = middle;
  }
  return low;
}
