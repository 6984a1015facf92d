import { styleText } from "node:util";
import { nounOf } from "../datasets.ts";
import { formatCount, formatTable } from "../format_table.ts";
import { formatTime } from "../format_time.ts";
import { type Finding, type FindingKind, findingKinds, isOpen } from "./finding.ts";
import type { SeriesReport } from "./series_report.ts";

/** How a check is printed. */
export interface CheckFormat {
  /** Whether to use ANSI colours: on a terminal, and never with `NO_COLOR`. */
  readonly colour: boolean;
  /** Columns of the terminal. */
  readonly width: number;
  /** Whether there is something in the lake that `data repair` could see to. */
  readonly repairable: boolean;
}

/** Findings of one kind that are told one by one. */
const TOLD = 3;
/** Where the words of a finding begin. */
const INDENT = 15;

/** The statement of a check: one line a series, and beneath it what was found, in plain words. */
export function formatCheck(reports: readonly SeriesReport[], format: CheckFormat): string {
  const paint = (style: "yellow" | "dim" | "bold", text: string) =>
    format.colour ? styleText(style, text, { validateStream: false }) : text;
  const [header, ...lines] = formatTable(
    [["series", "rows", "from", "to", "missing", "findings"], ...reports.map(rowOf)],
    { right: [1, 4, 5] },
  ).split("\n");
  const body = reports.flatMap(({ dataset, findings }, i) => [
    ...(dataset === reports[i - 1]?.dataset ? [] : ["", paint("bold", nounOf(dataset))]),
    lines[i]!,
    ...byKind(findings).flatMap(([kind, ofKind]) => {
      const style = isOpen(ofKind[0]!) ? "yellow" : "dim";
      const name = `  ${kind.replaceAll("_", " ")}`.padEnd(INDENT);
      const [first, ...rest] = tell(kind, ofKind).flatMap((text) =>
        wrap(text, format.width - INDENT)
      );
      return [paint(style, name) + first, ...rest.map((text) => " ".repeat(INDENT) + text)];
    }),
  ]);
  return [header, ...body, "", ...summary(reports, format)].join("\n");
}

function summary(reports: readonly SeriesReport[], { repairable }: CheckFormat): string[] {
  const all = reports.flatMap(({ findings }) => findings);
  const open = all.filter(isOpen).length;
  const words = `${formatCount(all.length)} ${all.length === 1 ? "finding" : "findings"}`;
  const toDo = open === all.length
    ? ""
    : `, ${open === 0 ? "none" : formatCount(open)} to act upon`;
  const gaps = repairable && all.some(({ kind }) => kind === "gap");
  return [
    `${formatCount(reports.length)} series, ${words}${toDo}`,
    ...(gaps ? ["", 'Next: "deno task data repair" fetches what is missing, or marks it'] : []),
  ];
}

function rowOf({ symbol, timeframe, venue, ...report }: SeriesReport): string[] {
  const name = [symbol ?? "unnamed", timeframe, venue].filter((word) => word !== null).join(" ");
  const day = (ts: number | null) => ts === null ? "-" : formatTime(ts).slice(0, 10);
  return [
    name,
    formatCount(report.rows),
    day(report.from),
    day(report.to),
    report.missing === null ? "-" : formatCount(report.missing),
    report.findings.length === 0 ? "-" : formatCount(report.findings.length),
  ];
}

function byKind(findings: readonly Finding[]): [FindingKind, Finding[]][] {
  const kinds = Object.keys(findingKinds) as FindingKind[];
  return kinds.map((kind): [FindingKind, Finding[]] => [
    kind,
    findings.filter((each) => each.kind === kind),
  ]).filter(([, each]) => each.length > 0);
}

/** Up to three findings one by one, the longest first; of more their number and range. */
function tell(kind: FindingKind, findings: readonly Finding[]): string[] {
  const length = ({ from, to }: Finding) => to - from;
  const longest = findings.toSorted((a, b) => length(b) - length(a) || a.from - b.from);
  const told = longest.slice(0, TOLD).map((each) => `${rangeOf(each)}: ${each.detail}`);
  if (findings.length <= TOLD) return told;
  const from = findings[0]!.from;
  const to = findings.reduce((latest, each) => Math.max(latest, each.to), -Infinity);
  const places = `${findingKinds[kind]} at ${formatCount(findings.length)} places`;
  return [`${places}, ${rangeOf({ from, to })}, such as`, ...told];
}

function rangeOf({ from, to }: Pick<Finding, "from" | "to">): string {
  const [begin, end] = [formatTime(from), formatTime(to)];
  if (begin === end) return begin;
  return begin.slice(0, 10) === end.slice(0, 10) && end.length > 10
    ? `${begin} to ${end.slice(11)}`
    : `${begin} to ${end}`;
}

/** Lines of whole words, no longer than the width where words allow it; the next ones indented. */
function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(" ")) {
    const line = lines.at(-1);
    if (line !== undefined && line.length + word.length < width) {
      lines.push(`${lines.pop()} ${word}`);
    } else lines.push(line === undefined ? word : `  ${word}`);
  }
  return lines;
}
