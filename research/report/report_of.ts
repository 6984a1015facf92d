import type { Backtest } from "../backtest/backtest.ts";
import { costsText } from "./costs_text.ts";
import { gapNote } from "./gap_note.ts";
import type { RunReport } from "./run_report.ts";

/** What a report says of a finished backtest. */
export function reportOf(done: Backtest): RunReport {
  const { result, metrics, benchmark, record, markets, notes = [] } = done;
  const gaps = gapNote(markets, record.timeframe);
  return {
    result,
    metrics,
    benchmark,
    runId: record.runId,
    costs: costsText(record),
    notes: [
      `Trial ${record.trial} of ${record.strategy}.`,
      ...(gaps === null ? [] : [gaps]),
      ...notes,
    ],
  };
}
