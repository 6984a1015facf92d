import { lineY } from "@observablehq/plot";
import type { EquityCurve } from "../../metrics/equity_curve.ts";
import { formatDate, formatNumber } from "../format.ts";
import { colours } from "./colours.ts";
import { decimate } from "./decimate.ts";
import { framed, type TimeChartOptions } from "./frame.ts";
import { plotSvg } from "./plot_svg.ts";
import { chooseScale, type ScaleChoice, valueText } from "./scale.ts";

/** A curve and what it is called. */
export interface NamedCurve {
  readonly name: string;
  readonly curve: EquityCurve;
}

/** What an equity chart shows. */
export interface EquityChartData {
  readonly strategy: NamedCurve;
  readonly benchmark?: NamedCurve | null;
  /** What equity is in. */
  readonly currency: string;
}

/** How an equity chart is drawn. */
export interface EquityChartOptions extends TimeChartOptions {
  /** "auto", the default, is logarithmic when equity ranges over more than ten times. */
  readonly scale?: ScaleChoice;
}

/**
 * Equity over time as SVG: the strategy in the accent colour, the benchmark muted and dashed. Thins
 * long curves without changing a pixel.
 */
export function equityChart(data: EquityChartData, options: EquityChartOptions = {}): string {
  const { width = 1216, height = 320, timeAxis = true, scale = "auto" } = options;
  const { strategy, benchmark, currency } = data;
  const curves = benchmark ? [benchmark, strategy] : [strategy];
  const values = curves.map(({ curve }) => curve.equity);
  const { ts } = strategy.curve;
  const axis = chooseScale(scale, values);
  const frame = {
    width,
    height,
    timeAxis,
    from: ts[0] ?? 0,
    to: ts.at(-1) ?? 0,
    format: valueText(values),
    ticks: axis.ticks,
    y: { type: axis.type, nice: false },
    legend: [
      { name: strategy.name, colour: colours.accent },
      ...(benchmark ? [{ name: `${benchmark.name} (dashed)`, colour: colours.muted }] : []),
    ],
  };
  const lines = curves.map((named) => line(named.curve, width, named === strategy));
  return plotSvg(describe(data, currency), framed(frame, lines));
}

function line({ ts, equity }: EquityCurve, columns: number, own: boolean) {
  const rows = decimate(equity, { ts, columns });
  return lineY(rows, {
    x: (row: number) => new Date(ts[row]!),
    y: (row: number) => equity[row]!,
    stroke: own ? colours.accent : colours.muted,
    strokeWidth: own ? 1.5 : 1.25,
    ...(own ? {} : { strokeDasharray: "4 3" }),
  });
}

function describe({ strategy, benchmark }: EquityChartData, currency: string): string {
  const { ts } = strategy.curve;
  if (ts.length === 0) return `Equity, ${currency}: no bars`;
  const course = ({ name, curve: { equity } }: NamedCurve) =>
    `${name} went from ${formatNumber(equity[0]!)} to ${formatNumber(equity.at(-1) ?? null)}`;
  return `Equity, ${currency}, from ${formatDate(ts[0]!)} to ${formatDate(ts.at(-1)!)}: ` +
    course(strategy) + (benchmark ? `, ${course(benchmark)}` : "");
}
