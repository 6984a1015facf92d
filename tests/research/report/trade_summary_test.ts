import assert from "node:assert/strict";
import type { Trade } from "../../../research/backtest/trade.ts";
import { summariseTrades } from "../../../research/report/trade_summary.ts";

function trade(profit: number, heldMs: number | null): Trade {
  return {
    instrument: 0,
    side: "long",
    entryTs: 1000,
    exitTs: heldMs === null ? null : 1000 + heldMs,
    entryBar: 0,
    exitBar: heldMs === null ? null : 1,
    quantity: 1,
    entryPrice: 1,
    exitPrice: 1,
    fees: 0,
    funding: 0,
    profit,
  };
}

Deno.test("summariseTrades describes closed trades and lists the open ones", () => {
  const trades = [trade(10, 4), trade(-2, 2), trade(0, 6), trade(-4, 8), trade(6, 5)];
  const open = trade(99, null);
  assert.deepEqual(summariseTrades({ trades: [...trades, open] }), {
    closed: 5,
    wins: 2,
    averageProfit: 2,
    averageWin: 8,
    averageLoss: -2,
    best: trades[0],
    worst: trades[3],
    averageHeldMs: 5,
    longestHeldMs: 8,
    longestLosingStreak: 3,
    open: [open],
  });
});

Deno.test("summariseTrades of no trades has no averages", () => {
  const summary = summariseTrades({ trades: [] });
  assert.deepEqual(
    [summary.averageProfit, summary.best, summary.longestHeldMs, summary.longestLosingStreak],
    [null, null, null, 0],
  );
});
