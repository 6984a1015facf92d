import { formatNumber, formatPercent } from "../../research/report/format.ts";
import type { RunRecord } from "../../research/runs/run_record.ts";

/** What the backtest promised that a session's artefact was promoted by, to hold the session against. */
export function BacktestFact({ run: { runId, metrics } }: { readonly run: RunRecord }) {
  const { totalReturn = null, sharpe = null, maxDrawdown = null } = metrics;
  return (
    <>
      <a href={`/runs/${runId}`}>return {formatPercent(totalReturn, { sign: true })}</a>
      {`, Sharpe ${formatNumber(sharpe)}, max drawdown ${formatPercent(maxDrawdown)}`}
    </>
  );
}
