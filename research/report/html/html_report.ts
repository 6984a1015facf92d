import type { Bars } from "../../../data/bars.ts";
import type { RunReport } from "../run_report.ts";

/** A run to report on, with the prices that its trades are drawn on. */
export interface HtmlReport extends RunReport {
  /** Bars of each of the run's instruments, in their order. */
  readonly bars: readonly Bars[];
  /** What became of the run, such as "Complete", which it is by default. */
  readonly state?: string;
}

/**
 * A run as one HTML file: no script, no request to anywhere, light and dark. Charts are SVG with
 * their data as tables one click away. Loads Observable Plot on the first call.
 */
export async function htmlReport(report: HtmlReport): Promise<string> {
  const { renderReport } = await import("./render_report.ts");
  return renderReport(report);
}
