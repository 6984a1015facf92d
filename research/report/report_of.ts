import type { Backtest } from "../backtest/backtest.ts";
import type { RunReport } from "./run_report.ts";

/** What a report says of a finished backtest. */
export function reportOf({ result, metrics, benchmark, record }: Backtest): RunReport {
  const { slippageBps } = record.model;
  return {
    result,
    metrics,
    benchmark,
    runId: record.runId,
    slippage: slippageBps ? `fixed ${slippageBps} bps` : "none",
    notes: [`Trial ${record.trial} of ${record.strategy}.`],
  };
}
