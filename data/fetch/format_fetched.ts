import { nounOf } from "../datasets.ts";
import { formatCount, formatTable } from "../format_table.ts";
import { formatTime } from "../format_time.ts";
import { type Gap, sumGaps } from "../gaps.ts";
import type { SeriesToFetch } from "./fetched_datasets.ts";
import type { FetchedSeries } from "./fetch_series.ts";
import type { FetchPlan } from "./fetch_plan.ts";

const shownHoles = 10;

/** The statement of one fetched series. */
export function formatFetched(fetched: FetchedSeries): string {
  const { from, to, rows, added, changed, holes, quarantined, requests, seconds } = fetched;
  const range = from === null || to === null
    ? "none"
    : `${formatTime(from)} to ${formatTime(to)} UTC`;
  const facts = [
    ["rows", `${formatCount(rows)}: ${formatCount(added)} added, ${formatCount(changed)} changed`],
    ["range", range],
    ["missing", holesText(holes)],
    ...(quarantined === 0
      ? []
      : [["quarantine", `${formatCount(quarantined)} in ${fetched.quarantineFile}`]]),
    ["requests", `${formatCount(requests)} in ${formatSeconds(seconds)}`],
  ];
  return [
    title(fetched),
    formatTable(facts, { indent: "  " }),
    ...holeLines(holes),
    ...notes(fetched),
  ]
    .join("\n");
}

/** What a fetch would ask for. */
export function formatPlan(series: SeriesToFetch, plan: FetchPlan): string {
  const { ranges, expectedRows, expectedRequests } = plan;
  const count = (value: number | null) =>
    value === null ? "not known" : `about ${formatCount(value)}`;
  const facts = [
    ...ranges.map(({ from, to }, i) => [
      i === 0 ? "would ask for" : "",
      `${formatTime(from)} to ${formatTime(to - 1)} UTC`,
    ]),
    ["rows", count(expectedRows)],
    ["requests", count(expectedRequests)],
  ];
  return [title(series), formatTable(facts, { indent: "  " }), ...notes(plan)].join("\n");
}

function title({ dataset, venue, symbol, timeframe }: SeriesToFetch): string {
  return `${symbol} ${timeframe === null ? "" : `${timeframe} `}${nounOf(dataset)} at ${venue}`;
}

function notes({ notes }: { readonly notes: readonly string[] }): string[] {
  return notes.map((note) => `  note: ${note}`);
}

function holesText(holes: readonly Gap[]): string {
  const { missing, runs, longest } = sumGaps(holes);
  if (missing === 0) return "none";
  return `${formatCount(missing)} in ${formatCount(runs)} ${runs === 1 ? "run" : "runs"}, ` +
    `the longest of ${formatCount(longest)}`;
}

function holeLines(holes: readonly Gap[]): string[] {
  if (holes.length === 0) return [];
  const longest = holes.toSorted((a, b) => b.missing - a.missing).slice(0, shownHoles)
    .sort((a, b) => a.from - b.from);
  const rows = longest.map(({ from, to, missing }) => [
    formatCount(missing),
    `${formatTime(from)} to ${formatTime(to)}`,
  ]);
  const more = holes.length - longest.length;
  return [
    formatTable(rows, { indent: "    ", right: [0] }),
    ...(more > 0 ? [`    and ${formatCount(more)} more runs; --json lists them all`] : []),
  ];
}

function formatSeconds(seconds: number): string {
  return seconds < 10 ? `${seconds.toFixed(1)} s` : `${formatCount(Math.round(seconds))} s`;
}
