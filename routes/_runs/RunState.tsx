import { formatPlural } from "../../research/report/format.ts";
import { orderOutcomes } from "../../research/report/order_outcomes.ts";
import { liquidations } from "../../research/report/takings.ts";
import { sentence } from "../_ui/sentence.ts";
import type { RunReport } from "../../research/report/run_report.ts";

/** What state a run is in, and what is not as it should be: alarms stand here and nowhere else. */
export function RunState(
  { report: { result, metrics, notes = [] } }: { readonly report: RunReport },
) {
  const { refusals } = orderOutcomes(result.orders);
  const turnedDown = refusals.reduce((sum, { count }) => sum + count, 0);
  const taken = liquidations(result);
  return (
    <>
      <p class="state">
        <strong>Complete</strong>
        {metrics.openTrades > 0 && <span>{formatPlural(metrics.openTrades, "trade")} open</span>}
        {taken > 0 && <span class="warning">{formatPlural(taken, "position")} liquidated</span>}
        {turnedDown > 0 && (
          <span class="warning">{formatPlural(turnedDown, "order")} turned down</span>
        )}
      </p>
      {notes.map((note) => <p key={note} class="note warning">{sentence(note)}</p>)}
    </>
  );
}
