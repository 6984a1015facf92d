import { rectY } from "@observablehq/plot";
import type { Bars } from "../../../data/bars.ts";
import { formatDate } from "../format.ts";
import { colours } from "./colours.ts";
import { framed, type TimeChartOptions } from "./frame.ts";
import { plotSvg } from "./plot_svg.ts";
import { valueText } from "./scale.ts";

/** Pixels of one column. */
const COLUMN_WIDTH = 4;

/** Traded volume over time as SVG: sums over equal shares of the time, or bar by bar where they fit. */
export function volumeChart(bars: Bars, options: TimeChartOptions = {}): string {
  const { width = 1216, height = 90, timeAxis = true } = options;
  const from = bars.ts[0] ?? 0;
  const to = bars.ts.at(-1) ?? 0;
  const columns = Math.max(1, Math.min(bars.ts.length, Math.floor(width / COLUMN_WIDTH)));
  const spanMs = (to - from) / columns || 1;
  const sums = volumeSums(bars, columns, spanMs);
  const frame = {
    width,
    height,
    timeAxis,
    from,
    to,
    ticks: 2,
    format: valueText([Float64Array.of(0), sums]),
    y: { nice: false },
  };
  return plotSvg(
    bars.ts.length === 0
      ? "Volume: no bars"
      : `Volume from ${formatDate(from)} to ${formatDate(to)}`,
    framed(frame, [
      rectY(sums, {
        x1: (_: number, column: number) => new Date(from + column * spanMs),
        x2: (_: number, column: number) => new Date(from + (column + 1) * spanMs),
        y: (sum: number) => sum,
        fill: colours.muted,
        fillOpacity: 0.5,
        insetRight: 1,
      }),
    ]),
  );
}

/** Volume in each of the shares; bars whose source has none count as zero. */
function volumeSums({ ts, volume }: Bars, columns: number, spanMs: number): Float64Array {
  const sums = new Float64Array(columns);
  for (let bar = 0; bar < ts.length; bar++) {
    const column = Math.min(columns - 1, Math.floor((ts[bar]! - ts[0]!) / spanMs));
    sums[column]! += volume[bar]! || 0;
  }
  return sums;
}
