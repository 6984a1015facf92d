import { formatTable } from "../../data/format_table.ts";
import { formatTime } from "../../data/format_time.ts";
import { formatCount, formatNumber } from "../../research/report/format.ts";
import type { SessionOutcome } from "./run_session.ts";

/** Sessions as the runner leaves them, for the terminal. */
export function liveSheet(outcomes: readonly SessionOutcome[]): string {
  const heading = ["session", "state", "instrument", "to", "bars", "orders", "fills", "equity"];
  const rows = outcomes.map((each) => [
    each.sessionId,
    each.state,
    `${each.symbol} ${each.timeframe}`,
    each.to === null ? "-" : formatTime(each.to),
    formatCount(each.bars),
    formatCount(each.orders),
    formatCount(each.fills),
    formatNumber(each.finalEquity),
  ]);
  return [
    formatTable([heading, ...rows], { right: [4, 5, 6, 7] }),
    "",
    ...outcomes.map(({ sessionId, decisionHash }) =>
      `${sessionId} decisions sha256 ${decisionHash}`
    ),
    "",
    ...outcomes.slice(0, 1).map(({ sessionId, state }) =>
      state === "stopped"
        ? "Next: deno task live (continues)"
        : `Next: deno task replay ${sessionId}`
    ),
  ].join("\n");
}
