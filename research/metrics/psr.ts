import { finiteOrNull } from "./finite_or_null.ts";
import { kurtosis, skewness } from "./moments.ts";
import { normalCdf } from "./normal_cdf.ts";
import { periodSharpe } from "./sharpe.ts";

/**
 * Probabilistic Sharpe ratio: the probability that the true Sharpe ratio is above a benchmark,
 * given how long, skewed and fat-tailed the sample is (Bailey & López de Prado 2012). The benchmark
 * is of one period, not annual. Null when the Sharpe ratio is undefined.
 */
export function psr(returns: Float64Array, benchmark = 0): number | null {
  const observed = periodSharpe(returns);
  if (observed === null) return null;
  return psrOfMoments({
    sharpe: observed,
    benchmark,
    count: returns.length,
    skewness: skewness(returns),
    kurtosis: kurtosis(returns),
  });
}

/** What the probabilistic Sharpe ratio knows of a sample; Sharpe ratios are of one period. */
export interface PsrMoments {
  readonly sharpe: number;
  readonly benchmark: number;
  /** Number of returns. */
  readonly count: number;
  readonly skewness: number;
  /** Raw: 3 for a normal sample. */
  readonly kurtosis: number;
}

/** Φ((SR − SR*) · √(n − 1) / √(1 − γ₃·SR + (γ₄ − 1)/4 · SR²)); null where the root is undefined. */
export function psrOfMoments(moments: PsrMoments): number | null {
  const { sharpe, benchmark, count, skewness, kurtosis } = moments;
  const variance = 1 - skewness * sharpe + (kurtosis - 1) / 4 * sharpe * sharpe;
  return finiteOrNull(
    normalCdf((sharpe - benchmark) * Math.sqrt(count - 1) / Math.sqrt(variance)),
  );
}
