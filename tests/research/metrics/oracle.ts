import type { Bars } from "../../../data/bars.ts";
import type { Metrics } from "../../../research/metrics/metrics.ts";
import type { BacktestResult } from "../../../research/backtest/result.ts";
import { type FakeFill, fakeResult } from "./fake_result.ts";
import oracle from "./oracle.json" with { type: "json" };

/** Metrics that the oracle computes, PSR against a Sharpe ratio of 0 among them. */
export type OracleMetrics = Readonly<
  Record<keyof Omit<Metrics, NotFromOracle> | "psr", number | null>
>;

type NotFromOracle =
  | "totalReturn"
  | "profitFactor"
  | "winRate"
  | "trades"
  | "openTrades"
  | "sqn"
  | "exposure"
  | "feesPaid"
  | "slippagePaid"
  | "fundingPaid";

/** A curve, how it is annualised, and what other implementations say of it. */
export interface OracleCurve {
  readonly name: string;
  readonly periodsPerYear: number;
  readonly ts: Float64Array;
  readonly equity: Float64Array;
  readonly metrics: OracleMetrics;
  /** Rows of year, month, return. */
  readonly monthly: number[][];
}

/** Synthetic curves with gaps, several bars a day, and no drawdown at all. */
export const curves: readonly OracleCurve[] = oracle.curves.map((curve) => ({
  ...curve,
  ts: runningSum(numbers(curve.ts)),
  equity: numbers(curve.equity),
  monthly: curve.monthly.map((row) => [...numbers(row)]),
}));

const SPX_TS = runningSum(numbers(oracle.spx.days)).map((day) => day * 86_400_000);
const SPX_CLOSE = numbers(oracle.spx.close);

/** The S&P 500 bought at the second bar's open with 1,000,000 in cash, 10 bps, and held. */
export function spxBuyAndHold(): BacktestResult {
  return fakeResult({
    strategy: "buy_and_hold",
    ts: SPX_TS,
    close: SPX_CLOSE,
    fills: [{ bar: 1, units: 686, price: 1455.219971 }],
    feeBps: 10,
  });
}

/** The S&P 500 as bars that hold a close and nothing else, open at the close before. */
export function spxBars(): Bars {
  const open = SPX_CLOSE.map((close, bar) => SPX_CLOSE[bar - 1] ?? close);
  return {
    ts: SPX_TS,
    open,
    high: SPX_CLOSE.map((close, bar) => Math.max(close, open[bar]!)),
    low: SPX_CLOSE.map((close, bar) => Math.min(close, open[bar]!)),
    close: SPX_CLOSE,
    volume: new Float64Array(SPX_CLOSE.length).fill(NaN),
  };
}

/** The sma_cross run on the S&P 500 with these means: 1,000,000 in cash, 10 bps, whole units. */
export function spxRun(fast: number, slow: number): {
  result: BacktestResult;
  metrics: Readonly<Record<"252" | "365", OracleMetrics>>;
  monthly: number[][];
} {
  const run = oracle.spx.runs.find((candidate) =>
    candidate.fast === fast && candidate.slow === slow
  )!;
  const fills: FakeFill[] = run.fills.map((row) => {
    const [bar, units, price] = numbers(row);
    return { bar: bar!, units: units!, price: price! };
  });
  return {
    result: fakeResult({
      params: { fast, slow },
      ts: SPX_TS,
      close: SPX_CLOSE,
      fills,
      feeBps: 10,
    }),
    metrics: run.metrics,
    monthly: run.monthly.map((row) => [...numbers(row)]),
  };
}

function numbers(text: string): Float64Array {
  return Float64Array.from(text.split(" "), Number);
}

function runningSum(steps: Float64Array): Float64Array {
  let sum = 0;
  return steps.map((step) => sum += step);
}
