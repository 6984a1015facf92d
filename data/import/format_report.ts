import { type Dataset, datasets, nounOf } from "../datasets.ts";
import { formatCount, formatTable } from "../format_table.ts";
import { formatTime } from "../format_time.ts";
import type { ImportReport } from "./import_file.ts";
import type { SourceOrder } from "./order_counter.ts";

/**
 * The statement of an import and, as its last line, what to do next. A dry run says all that was
 * understood, and what would be written.
 *
 * @param next the command that takes the data up.
 */
export function formatReport(report: ImportReport, next: string): string {
  const { dryRun } = report;
  return [
    `${seriesName(report)}, from ${report.file}`,
    "",
    ...(dryRun ? [formatTable(understanding(report)), ""] : []),
    formatTable(counts(report), { right: [1] }),
    "",
    formatTable(facts(report)),
    "",
    dryRun ? "Nothing was written. Next: the same command without --dry-run" : `Next: ${next}`,
  ].join("\n");
}

function seriesName({ dataset, symbol, venue, timeframe }: ImportReport): string {
  const what = dataset === "bars" ? [symbol, timeframe] : [symbol, timeframe, nounOf(dataset)];
  return `${what.filter((word) => word !== null).join(" ")} at ${venue}`;
}

function understanding({ understood, dataset, timeframe, instrument }: ImportReport): string[][] {
  const { format, time, columns, ignored, foundTimeframe } = understood;
  const zone = time.units.some((unit) => unit === "text" || unit === "timestamp")
    ? `, ${time.zone} where it names no offset`
    : "";
  const renamed = Object.entries(columns).map(([name, source]) =>
    name === source.toLowerCase() ? name : `${name} (${source})`
  );
  return [
    ["format", format],
    ["dataset", dataset],
    ...(timeframe === null
      ? []
      : [["timeframe", `${timeframe}${foundTimeframe ? ", found from the times" : ""}`]]),
    ["time", `column "${time.column}", ${time.units.join(" and ")}${zone}, of the ${time.label}`],
    ["columns", renamed.join(", ")],
    ["ignored", ignored.length === 0 ? "none" : ignored.join(", ")],
    ...(instrument === null ? [] : [["instrument", rulesText(instrument)]]),
  ];
}

function rulesText(instrument: NonNullable<ImportReport["instrument"]>): string {
  const { kind, tickSize, lotSize, minNotional, makerFeeBps, takerFeeBps, margin } = instrument;
  return [
    kind,
    `tick ${tickSize}`,
    `lot ${lotSize}`,
    `minimum ${minNotional}`,
    `maker ${makerFeeBps} bps`,
    `taker ${takerFeeBps} bps`,
    `${instrument.calendar} calendar`,
    ...(margin === undefined ? [] : [
      `${margin.tiers.length} margin tiers`,
      `leverage to ${margin.tiers[0]!.maxLeverage}`,
      `liquidation ${margin.liquidationFeeBps} bps`,
    ]),
  ].join(", ");
}

function counts(report: ImportReport): string[][] {
  const { removed, dryRun } = report;
  return [
    ["rows read", formatCount(report.read)],
    [dryRun ? "  good" : "  written", formatCount(report.written)],
    ...(dryRun ? [] : [["  held already", formatCount(report.unchanged)]]),
    ["  quarantined", formatCount(report.quarantined)],
    ...Object.entries(report.reasons).map(([reason, count]) => [
      `    ${reason}`,
      formatCount(count),
    ]),
    ...(removed === 0 ? [] : [["held before, not in the file", formatCount(removed)]]),
  ];
}

function facts(report: ImportReport): string[][] {
  const { gaps, timeframe, snapped, cut, understood, quarantineFile, dryRun } = report;
  const order = orderText(understood.order, report.dataset);
  return [
    ["range", `${formatTime(report.from)} to ${formatTime(report.to)} UTC`],
    ...(understood.foundTimeframe && !dryRun
      ? [["timeframe", `${timeframe}, found from the times`]]
      : []),
    ...(order === undefined ? [] : [["order", order]]),
    ...(snapped === 0 ? [] : [["snapped", `${formatCount(snapped)} times put on the grid`]]),
    ...(cut === 0 ? [] : [["cut", `${formatCount(cut)} times cut to whole milliseconds`]]),
    ...(timeframe === null
      ? []
      : [["gaps", gaps === null ? "not counted: the venue has closed days" : gapsText(gaps)]]),
    ...(quarantineFile === null ? [] : [["quarantine", quarantineFile]]),
    ...understood.notes.map((note) => ["note", note]),
  ];
}

function orderText(
  { kind, blocks, jumps }: SourceOrder,
  dataset: ImportReport["dataset"],
): string | undefined {
  const { known }: Dataset = datasets[dataset];
  const done = known === "event" ? "kept as they came" : "sorted";
  if (kind === "ascending") return undefined;
  if (kind === "descending") return `newest first; ${done}`;
  const [[before, after]] = jumps as [readonly [number, number]];
  const [from, to] = [before, after].map((ts) => new Date(ts).toISOString());
  return `${formatCount(blocks)} blocks out of order, the first jump back from ${from} to ${to}; ` +
    done;
}

function gapsText({ missing, runs, longest }: NonNullable<ImportReport["gaps"]>): string {
  if (missing === 0) return "none";
  return `${formatCount(missing)} bars missing in ${formatCount(runs)} ` +
    `${runs === 1 ? "run" : "runs"}, the longest of ${formatCount(longest)}`;
}
