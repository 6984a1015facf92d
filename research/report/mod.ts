/**
 * Reports of a run: in the terminal and as an HTML file. The charts are in `charts/mod.ts`, apart,
 * because they load Observable Plot.
 */
export * from "./format.ts";
export { type HtmlReport, htmlReport } from "./html/html_report.ts";
export type { JudgedRun, RunReport } from "./run_report.ts";
export { type TerminalReport, terminalTearSheet } from "./terminal/terminal_tear_sheet.ts";
export { tokens } from "./tokens.ts";
