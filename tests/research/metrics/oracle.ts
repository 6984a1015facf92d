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
      close: numbers(oracle.spx.close),
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
