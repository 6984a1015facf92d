import { parseTime } from "../../data/parse_time.ts";
import { timeframeMs } from "../../data/timeframe.ts";
import { formatDate } from "../../research/report/format.ts";
import type { RunRecord } from "../../research/runs/run_record.ts";

/** Open times of the first and the last bar shown. */
export interface TimeRange {
  readonly from: number;
  readonly to: number;
}

/** A range to choose, and where it is. */
export interface RangeChoice {
  readonly label: string;
  readonly href: string;
  readonly chosen: boolean;
}

const DAY = 86_400_000;
const LENGTHS: readonly (readonly [string, number])[] = [
  ["10 years", 3652 * DAY],
  ["5 years", 1826 * DAY],
  ["1 year", 365 * DAY],
  ["3 months", 91 * DAY],
  ["1 month", 30 * DAY],
  ["1 week", 7 * DAY],
  ["1 day", DAY],
];
const FEWEST_BARS = 20;
const MOST_CHOICES = 4;

/**
 * The part of a run that an address asks for with `from` and `to`, kept within the run; the whole run
 * where it asks for nothing, for what is not a time, or for less than two bars.
 */
export function timeRange(record: RunRecord, ask: { from?: string; to?: string }): TimeRange {
  const from = Math.max(record.from, parseTime(ask.from ?? "") ?? record.from);
  const to = Math.min(record.to, parseTime(ask.to ?? "") ?? record.to);
  return to - from < 2 * timeframeMs(record.timeframe)
    ? { from: record.from, to: record.to }
    : { from, to };
}

/** Whether the range is the whole run. */
export function isWhole(record: RunRecord, range: TimeRange): boolean {
  return range.from === record.from && range.to === record.to;
}

/** The range as the query of an address; empty for the whole run. */
export function rangeQuery(record: RunRecord, range: TimeRange): string {
  if (isWhole(record, range)) return "";
  const text = (ts: number) => new Date(ts).toISOString().slice(0, 16) + "Z";
  return `?from=${text(range.from)}&to=${text(range.to)}`;
}

/** The whole run and lengths back from its end, as far as they hold enough bars to draw. */
export function rangeChoices(record: RunRecord, range: TimeRange): RangeChoice[] {
  const { from, to, timeframe } = record;
  const least = FEWEST_BARS * timeframeMs(timeframe);
  const lengths = LENGTHS.filter(([, length]) => length >= least && length < (to - from) * 0.8)
    .slice(0, MOST_CHOICES);
  const choice = (label: string, first: number, last = to): RangeChoice => ({
    label,
    href: `/runs/${record.runId}${rangeQuery(record, { from: first, to: last })}#charts`,
    chosen: Math.abs(range.to - last) < 60_000 && Math.abs(range.from - first) < 60_000,
  });
  const choices = [
    choice("Whole run", from),
    ...lengths.map(([label, length]) => choice(label, to - length)),
  ];
  if (choices.some(({ chosen }) => chosen)) return choices;
  const days = `${formatDate(range.from)} to ${formatDate(range.to)}`;
  return [choice(days, range.from, range.to), ...choices];
}
