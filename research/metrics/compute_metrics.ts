import { timeframeMs } from "../../data/timeframe.ts";
import type { BacktestResult } from "../backtest/result.ts";
import { DAY_MS } from "./equity_curve.ts";
import { annualReturn } from "./annual_return.ts";
import { cagr } from "./cagr.ts";
import { calmar } from "./calmar.ts";
import { conditionalValueAtRisk } from "./conditional_value_at_risk.ts";
import { dailyEquity } from "./daily_equity.ts";
import { drawdownDuration } from "./drawdown_duration.ts";
import { exposure } from "./exposure.ts";
import { finiteOrNull } from "./finite_or_null.ts";
import { maxDrawdown } from "./max_drawdown.ts";
import type { Metrics } from "./metrics.ts";
import { omega } from "./omega.ts";
import { profitFactor } from "./profit_factor.ts";
import { returns } from "./returns.ts";
import { sharpe } from "./sharpe.ts";
import { sortino } from "./sortino.ts";
import { sqn } from "./sqn.ts";
import { valueAtRisk } from "./value_at_risk.ts";
import { volatility } from "./volatility.ts";
import { winRate } from "./win_rate.ts";

/** What spans less than this has no return of a day: all that is told of days and years is null. */
const SHORTEST_MS = 2 * DAY_MS;

/**
 * All metrics of a run, in time linear in its bars. Ratios use returns of daily equity, annualised
 * by the run's `periodsPerYear`, and are null for a run of less than two days; drawdown and its
 * duration use every bar's equity; trade statistics use closed trades, net of fees.
 */
export function computeMetrics(result: BacktestResult): Metrics {
  const { equity: curve, periodsPerYear, fills } = result;
  const isShort = spanMs(result) < SHORTEST_MS;
  const daily = isShort ? new Float64Array(0) : returns(dailyEquity(curve).equity);
  const deepest = maxDrawdown(curve.equity);
  const yearly = annualReturn(daily, periodsPerYear);
  const profits = result.trades.filter((trade) => trade.exitTs !== null)
    .map((trade) => trade.profit);
  return {
    totalReturn: totalReturn(result),
    cagr: isShort ? null : cagr(curve),
    annualReturn: yearly,
    sharpe: sharpe(daily, { periodsPerYear }),
    sortino: sortino(daily, { periodsPerYear }),
    calmar: calmar(yearly, deepest),
    omega: omega(daily),
    maxDrawdown: deepest,
    maxDrawdownDurationDays: drawdownDuration(curve),
    volatility: volatility(daily, periodsPerYear),
    valueAtRisk: valueAtRisk(daily),
    conditionalValueAtRisk: conditionalValueAtRisk(daily),
    profitFactor: profitFactor(profits),
    winRate: winRate(profits),
    trades: profits.length,
    openTrades: result.trades.length - profits.length,
    sqn: sqn(profits),
    exposure: exposure(curve.exposure),
    feesPaid: sum(fills.fee),
    slippagePaid: sum(fills.slippage),
    fundingPaid: fundingPaid(result),
  };
}

/** From the first bar's open to the last's close, ms. */
function spanMs({ equity: { ts }, timeframe }: BacktestResult): number {
  return ts.length === 0 ? 0 : ts[ts.length - 1]! - ts[0]! + timeframeMs(timeframe);
}

function totalReturn({ equity: { equity }, cash }: BacktestResult): number | null {
  return equity.length === 0 ? null : finiteOrNull(equity[equity.length - 1]! / cash - 1);
}

function fundingPaid({ flows: { kind, amount } }: BacktestResult): number {
  return amount.reduce((paid, each, i) => kind[i] === "funding" ? paid - each : paid, 0);
}

function sum(column: Float64Array): number {
  return column.reduce((total, value) => total + value, 0);
}
