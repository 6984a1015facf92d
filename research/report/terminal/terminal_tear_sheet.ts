import type { RunReport } from "../run_report.ts";
import { chartSection } from "./chart_section.ts";
import { comparisonSection } from "./comparison_section.ts";
import { drawdownSection } from "./drawdown_section.ts";
import { headSection } from "./head_section.ts";
import { orderSection } from "./order_section.ts";
import { paint } from "./paint.ts";
import { periodSection } from "./period_section.ts";
import { tradeSection } from "./trade_section.ts";

/** A run to report on, and the terminal to report to. */
export interface TerminalReport extends RunReport {
  /** Whether to use ANSI colours: on a terminal, and never with `NO_COLOR`. */
  readonly colour: boolean;
  /** Columns of the terminal; 80 by default, and from 80 to 100 are used. */
  readonly width?: number;
}

/**
 * A run as a broker would state it: what was run, metrics beside the benchmark's, equity and
 * drawdown, the worst drawdowns, returns by month or year, trades, orders, and what to do next.
 * Ends with a newline.
 */
export function terminalTearSheet(report: TerminalReport): string {
  const width = Math.max(80, Math.min(100, report.width ?? 80));
  const colours = paint(report.colour);
  const { next } = report;
  const sections = [
    headSection(report, width, colours),
    comparisonSection(report, width, colours),
    chartSection(report, width, colours),
    drawdownSection(report, colours),
    periodSection(report, colours),
    tradeSection(report, width, colours),
    orderSection(report, width, colours),
    next === undefined ? [] : [`Next: ${colours.bold(next)}`],
  ];
  return sections.filter((lines) => lines.length > 0)
    .map((lines) => lines.join("\n") + "\n").join("\n");
}
