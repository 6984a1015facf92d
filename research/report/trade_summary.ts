import type { BacktestResult } from "../backtest/result.ts";
import type { Trade } from "../backtest/trade.ts";

/** What the closed trades of a run were like. Money is in quote currency, net of fees. */
export interface TradeSummary {
  readonly closed: number;
  readonly wins: number;
  /** Each is null where there is no trade of the kind. */
  readonly averageProfit: number | null;
  readonly averageWin: number | null;
  /** From 0 down. */
  readonly averageLoss: number | null;
  readonly best: Trade | null;
  readonly worst: Trade | null;
  readonly averageHeldMs: number | null;
  readonly longestHeldMs: number | null;
  /** The most trades in a row without a profit. */
  readonly longestLosingStreak: number;
  /** Trades that the run ended with. */
  readonly open: readonly Trade[];
}

/** Summarises the trades of a run; open trades are listed and left out of the figures. */
export function summariseTrades({ trades }: Pick<BacktestResult, "trades">): TradeSummary {
  const closed = trades.filter((trade) => trade.exitTs !== null);
  const profits = closed.map((trade) => trade.profit);
  const held = closed.map((trade) => trade.exitTs! - trade.entryTs);
  return {
    closed: closed.length,
    wins: profits.filter((profit) => profit > 0).length,
    averageProfit: average(profits),
    averageWin: average(profits.filter((profit) => profit > 0)),
    averageLoss: average(profits.filter((profit) => profit <= 0)),
    best: extreme(closed, 1),
    worst: extreme(closed, -1),
    averageHeldMs: average(held),
    longestHeldMs: held.length === 0 ? null : held.reduce((a, b) => Math.max(a, b)),
    longestLosingStreak: longestLosingStreak(profits),
    open: trades.filter((trade) => trade.exitTs === null),
  };
}

function average(values: readonly number[]): number | null {
  return values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;
}

function extreme(trades: readonly Trade[], direction: 1 | -1): Trade | null {
  let found: Trade | null = null;
  for (const trade of trades) {
    if (found === null || (trade.profit - found.profit) * direction > 0) found = trade;
  }
  return found;
}

function longestLosingStreak(profits: readonly number[]): number {
  let longest = 0;
  let streak = 0;
  for (const profit of profits) {
    streak = profit > 0 ? 0 : streak + 1;
    longest = Math.max(longest, streak);
  }
  return longest;
}
