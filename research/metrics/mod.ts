/** What a run is judged by: one definition a file, and {@linkcode computeMetrics} for all of them. */
export { annualReturn } from "./annual_return.ts";
export { cagr } from "./cagr.ts";
export { calmar } from "./calmar.ts";
export { computeMetrics } from "./compute_metrics.ts";
export { conditionalValueAtRisk } from "./conditional_value_at_risk.ts";
export { dailyEquity } from "./daily_equity.ts";
export { drawdownDuration } from "./drawdown_duration.ts";
export { type DrawdownEpisode, drawdownEpisodes } from "./drawdown_episodes.ts";
export { drawdowns } from "./drawdowns.ts";
export { DAY_MS, type EquityCurve } from "./equity_curve.ts";
export { exposure } from "./exposure.ts";
export { maxDrawdown } from "./max_drawdown.ts";
export type { Metrics } from "./metrics.ts";
export { normalCdf } from "./normal_cdf.ts";
export { omega } from "./omega.ts";
export {
  monthlyReturns,
  type MonthReturn,
  yearlyReturns,
  type YearReturn,
} from "./period_returns.ts";
export { profitFactor } from "./profit_factor.ts";
export { psr, type PsrMoments, psrOfMoments } from "./psr.ts";
export { returns } from "./returns.ts";
export { periodSharpe, sharpe, type SharpeOptions } from "./sharpe.ts";
export { sortino, type SortinoOptions } from "./sortino.ts";
export { sqn } from "./sqn.ts";
export { valueAtRisk } from "./value_at_risk.ts";
export { volatility } from "./volatility.ts";
export { winRate } from "./win_rate.ts";
