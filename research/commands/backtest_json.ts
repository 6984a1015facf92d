import type { Backtest } from "../backtest/backtest.ts";

/** What `backtest --json` prints; fractions, not percent, and times in ms since the epoch. */
export function backtestJson({ record, path }: Backtest): Record<string, unknown> {
  return {
    runId: record.runId,
    strategy: record.strategy,
    params: record.params,
    instruments: record.instruments.map(({ symbol }) => symbol),
    timeframe: record.timeframe,
    from: record.from,
    to: record.to,
    bars: record.bars,
    metrics: record.metrics,
    finalEquity: record.finalEquity,
    decisionHash: record.decisionHash,
    trial: record.trial,
    path,
  };
}
