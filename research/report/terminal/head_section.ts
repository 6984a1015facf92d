import { describeRun } from "../describe_run.ts";
import { formatPlural } from "../format.ts";
import type { RunReport } from "../run_report.ts";
import type { Paint } from "./paint.ts";
import { wrap } from "./wrap.ts";

/** Where the facts begin. */
const LABEL_WIDTH = 14;

/** The strategy and what it ran on, the facts of the run, and what the reader must know of it. */
export function headSection(report: RunReport, width: number, paint: Paint): string[] {
  const { result, notes = [] } = report;
  const symbols = result.instruments.map(({ symbol }) => symbol).join(" ");
  const room = width - result.strategy.length - result.timeframe.length - 3;
  const traded = symbols.length > room
    ? formatPlural(result.instruments.length, "instrument")
    : symbols;
  return [
    paint.bold(result.strategy) +
    `${traded} ${result.timeframe}`.padStart(width - result.strategy.length),
    paint.muted("─".repeat(width)),
    ...describeRun(report).flatMap(({ label, text }) => {
      const [first, ...rest] = wrap(text, width - LABEL_WIDTH);
      return [
        paint.muted(label.padEnd(LABEL_WIDTH)) + first,
        ...rest.map((line) => " ".repeat(LABEL_WIDTH) + line),
      ];
    }),
    ...notes.flatMap((note) => wrap(`Note: ${note}`, width, 6)),
  ];
}
