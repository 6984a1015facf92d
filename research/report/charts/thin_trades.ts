import type { Trade } from "../../backtest/trade.ts";

/**
 * At most `limit` trades, spread over time: of the trades that begin in one share of the span, the
 * one that earned or lost most. All of them where there are no more.
 */
export function thinTrades(trades: readonly Trade[], limit: number): readonly Trade[] {
  if (trades.length <= limit) return trades;
  const from = trades.reduce((first, { entryTs }) => Math.min(first, entryTs), Infinity);
  const to = trades.reduce((last, { entryTs }) => Math.max(last, entryTs), -Infinity);
  const largest = new Map<number, Trade>();
  for (const trade of trades) {
    const share = Math.floor((trade.entryTs - from) / (to - from + 1) * limit);
    const known = largest.get(share);
    if (known === undefined || Math.abs(trade.profit) > Math.abs(known.profit)) {
      largest.set(share, trade);
    }
  }
  return [...largest.values()].sort((a, b) => a.entryTs - b.entryTs);
}
