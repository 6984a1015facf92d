import { areaY, lineY } from "@observablehq/plot";
import { drawdowns } from "../../metrics/drawdowns.ts";
import type { EquityCurve } from "../../metrics/equity_curve.ts";
import { maxDrawdown } from "../../metrics/max_drawdown.ts";
import { formatDate, formatPercent } from "../format.ts";
import { colours } from "./colours.ts";
import { decimate } from "./decimate.ts";
import { framed, type TimeChartOptions } from "./frame.ts";
import { plotSvg } from "./plot_svg.ts";

/** How far equity was below its peak over time, as SVG, in percent from 0 down. */
export function drawdownChart(curve: EquityCurve, options: TimeChartOptions = {}): string {
  const { width = 1216, height = 140, timeAxis = true } = options;
  const { ts } = curve;
  const below = drawdowns(curve.equity);
  const rows = decimate(below, { ts, columns: width });
  const channels = {
    x: (row: number) => new Date(ts[row]!),
    y: (row: number) => below[row]! * 100,
  };
  const frame = {
    width,
    height,
    timeAxis,
    from: ts[0] ?? 0,
    to: ts.at(-1) ?? 0,
    ticks: 3,
    format: (value: number) => formatPercent(value / 100, { decimals: value % 1 === 0 ? 0 : 1 }),
    y: { nice: false },
  };
  return plotSvg(
    describe(curve),
    framed(frame, [
      areaY(rows, { x: channels.x, y2: channels.y, y1: 0, fill: colours.loss, fillOpacity: 0.2 }),
      lineY(rows, { ...channels, stroke: colours.loss, strokeWidth: 1 }),
    ]),
  );
}

function describe({ ts, equity }: EquityCurve): string {
  if (ts.length === 0) return "Drawdown: no bars";
  const deepest = formatPercent(maxDrawdown(equity));
  return `Drawdown from ${formatDate(ts[0]!)} to ${formatDate(ts.at(-1)!)}: at most ${deepest}`;
}
