import { formatTable } from "../../data/format_table.ts";
import type { Line } from "../engine/line.ts";
import { type Computation, Series } from "../engine/series.ts";
import * as indicators from "../indicators/mod.ts";
import { formatNumber } from "../report/format.ts";
import { randomBars } from "./random_bars.ts";

const MINUTE = 60_000;
const BLOCK = 1024;

/** The indicators that are measured, each as a strategy makes it. */
const MEASURED: Readonly<Record<string, (s: Series) => unknown>> = {
  "sma 10": (s) => indicators.sma(s.close, 10),
  "sma 30": (s) => indicators.sma(s.close, 30),
  "sma 200": (s) => indicators.sma(s.close, 200),
  "ema 20": (s) => indicators.ema(s.close, 20),
  "wma 20": (s) => indicators.wma(s.close, 20),
  "kama 10": (s) => indicators.kama(s.close, 10),
  "rsi 14": (s) => indicators.rsi(s.close, 14),
  "macd 12 26 9": (s) => indicators.macd(s.close),
  "bollinger 20": (s) => indicators.bollinger(s.close, 20),
  "atr 14": (s) => indicators.atr(s, 14),
  "adx 14": (s) => indicators.adx(s, 14),
  "stochastic 14 3 3": (s) => indicators.stochastic(s, 14),
  "cci 20": (s) => indicators.cci(s, 20),
  "mfi 14": (s) => indicators.mfi(s, 14),
  "donchian 20": (s) => indicators.donchian(s, 20),
  "keltner 20": (s) => indicators.keltner(s, 20),
  "vwap 20": (s) => indicators.vwap(s, 20),
  "sessionVwap": (s) => indicators.sessionVwap(s),
  "obv": (s) => indicators.obv(s),
  "supertrend 10": (s) => indicators.supertrend(s, 10),
  "roc 10": (s) => indicators.roc(s.close, 10),
  "zscore 20": (s) => indicators.zscore(s.close, 20),
  "stdev 20": (s) => indicators.stdev(s.close, 20),
  "linregSlope 14": (s) => indicators.linregSlope(s.close, 14),
  "correlation 30": (s) => indicators.correlation(s.close, s.volume, 30),
  "highest 20": (s) => indicators.highest(s.high, 20),
  "lowest 200": (s) => indicators.lowest(s.low, 200),
};

/** What one indicator costs, in nanoseconds a bar. */
export interface IndicatorCost {
  readonly name: string;
  readonly ns: number;
  /** How many times a bare copy of the closes it takes. */
  readonly ratio: number;
}

/**
 * The cost of each indicator over `rows` bars in blocks of 1,024, as a backtest fills them: the best
 * of `runs` warm runs, the indicators taking turns, beside a loop that only copies.
 */
export function benchIndicators(rows: number, runs: number): IndicatorCost[] {
  const bars = randomBars(rows);
  const best = new Map<string, number>();
  const kinds = Object.entries({ copy: (s: Series) => new Copy(s), ...MEASURED });
  for (let run = 0; run < runs; run++) {
    for (const [name, make] of kinds) {
      const series = new Recorded(MINUTE, bars);
      make(series);
      const started = performance.now();
      fillAll(series.computations, rows);
      const ns = (performance.now() - started) * 1e6 / rows;
      best.set(name, Math.min(ns, best.get(name) ?? Infinity));
    }
  }
  const copy = best.get("copy")!;
  return [...best].map(([name, ns]) => ({ name, ns, ratio: ns / copy }));
}

function fillAll(computations: readonly Computation[], rows: number): void {
  for (let from = 0; from < rows; from += BLOCK) {
    const to = Math.min(from + BLOCK, rows);
    for (const computation of computations) computation.fill(from, to);
  }
}

/** A series that hands its computations out, so that they alone are timed. */
class Recorded extends Series {
  readonly computations: Computation[] = [];

  override compute(computation: Computation): void {
    this.computations.push(computation);
  }
}

class Copy implements Computation {
  readonly output = new Float64Array(2 * BLOCK);
  readonly close: Line;

  constructor(series: Series) {
    this.close = series.close;
    series.compute(this);
  }

  fill(from: number, to: number): void {
    const { values, mask } = this.close;
    const { output } = this;
    for (let i = from; i < to; i++) output[i & (2 * BLOCK - 1)] = values[i & mask]!;
  }
}

if (import.meta.main) {
  const rows = benchIndicators(Number(Deno.args[0] ?? 1_000_000), 9).map(
    ({ name, ns, ratio }) => [name, formatNumber(ns), formatNumber(ratio)],
  );
  console.log(formatTable([["", "ns/bar", "× copy"], ...rows], { right: [1, 2] }));
}
