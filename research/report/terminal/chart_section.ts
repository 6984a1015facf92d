import { drawdowns } from "../../metrics/drawdowns.ts";
import { formatDate, formatNumber, formatPercent } from "../format.ts";
import { currencyOf, type RunReport } from "../run_report.ts";
import type { Paint } from "./paint.ts";
import { hangingSparkline, sparkline } from "./sparkline.ts";

/** Room for the scale to the right of a chart. */
const SCALE_WIDTH = 15;

/** Equity and, beneath it on the same time axis, drawdown; the scale to the right. */
export function chartSection({ result }: RunReport, width: number, paint: Paint): string[] {
  const { ts, equity } = result.equity;
  if (ts.length < 2) return [];
  const across = width - SCALE_WIDTH;
  const high = equity.reduce((a, b) => Math.max(a, b));
  const low = equity.reduce((a, b) => Math.min(a, b));
  const below = drawdowns(equity);
  const deepest = below.reduce((a, b) => Math.min(a, b), 0);
  const money = (value: number) => formatNumber(value, { decimals: high < 1000 ? 2 : 0 });
  const dates = formatDate(ts[0]!).padEnd(across - 10) + formatDate(ts[ts.length - 1]!);
  return [
    paint.bold(`Equity, ${currencyOf(result)}`),
    ...beside(sparkline(equity, { width: across, height: 4, low, high }), [
      money(high),
      "",
      "",
      money(low),
    ], paint.accent),
    paint.bold("Drawdown, %"),
    ...beside(hangingSparkline(below, { width: across, height: 2, low: deepest }), [
      "0.00",
      formatPercent(deepest, { unit: false }),
    ], (text) => paint.tone(text, "loss")),
    paint.muted(dates),
  ].map((line) => line.trimEnd());

  function beside(lines: string[], scale: string[], colour: (text: string) => string): string[] {
    return lines.map((line, i) =>
      colour(line.padEnd(across)) + paint.muted((scale[i] ?? "").padStart(SCALE_WIDTH))
    );
  }
}
