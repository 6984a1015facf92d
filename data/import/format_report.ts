import { formatCount, formatTable } from "../format_table.ts";
import { formatTime } from "../format_time.ts";
import type { ImportReport } from "./import_file.ts";

/**
 * The statement of an import, and as its last line what to do next, with the flags that find the
 * bars again.
 */
export function formatReport(report: ImportReport, nextFlags: string): string {
  const { instrument, timeframe, gaps } = report;
  const counts = [
    ["rows read", formatCount(report.read)],
    ["  written", formatCount(report.written)],
    ["  held already", formatCount(report.unchanged)],
    ["  quarantined", formatCount(report.quarantined)],
    ...Object.entries(report.reasons).map(([reason, count]) => [
      `    ${reason}`,
      formatCount(count),
    ]),
  ];
  const facts = [
    ["range", `${formatTime(report.from)} to ${formatTime(report.to)} UTC`],
    ["gaps", gaps === null ? "not counted: the venue has closed days" : gapsText(gaps)],
    ...(report.quarantineFile === null ? [] : [["quarantine", report.quarantineFile]]),
  ];
  return [
    `${instrument.symbol} ${timeframe} at ${instrument.venue}, from ${report.file}`,
    "",
    formatTable(counts, { right: [1] }),
    "",
    formatTable(facts),
    "",
    `Next: deno task backtest ${nextFlags}`,
  ].join("\n");
}

function gapsText({ missing, runs, longest }: NonNullable<ImportReport["gaps"]>): string {
  if (missing === 0) return "none";
  return `${formatCount(missing)} bars missing in ${formatCount(runs)} ` +
    `${runs === 1 ? "run" : "runs"}, the longest of ${formatCount(longest)}`;
}
