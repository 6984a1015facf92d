import type { TableReport } from "./check_table.ts";
import type { EventChecks } from "./event_checks.ts";

/** What a stream of events comes to; it keeps no grid, so nothing of it is counted as missing. */
export function eventReport(checks: EventChecks): TableReport {
  return {
    rows: checks.rows,
    from: checks.rows === 0 ? null : checks.from,
    to: checks.rows === 0 ? null : checks.to,
    missing: null,
    gapRuns: null,
    longestGap: null,
    duplicates: checks.duplicates,
    findings: checks.findings(),
  };
}
