import { axisX, axisY, gridY, type Markish, type PlotOptions, text } from "@observablehq/plot";
import { colours } from "./colours.ts";

/** How a chart over time is sized. */
export interface TimeChartOptions {
  /** Pixels across; 1,216 by default, the content of a page. */
  readonly width?: number;
  /** Pixels down. */
  readonly height?: number;
  /** Whether dates stand beneath; true by default, false above a chart on the same axis. */
  readonly timeAxis?: boolean;
}

/** Room for the scale at the right, the same in every chart so that their time axes align. */
export const SCALE_WIDTH = 84;

const TITLE_HEIGHT = 22;

/** What all charts over time have in common. */
export interface Frame {
  readonly width: number;
  readonly height: number;
  /** First and last time shown. */
  readonly from: number;
  readonly to: number;
  readonly timeAxis: boolean;
  /** How the value axis writes a value. */
  readonly format: (value: number) => string;
  /** Names of the series with the colour of each. */
  readonly legend?: readonly { readonly name: string; readonly colour: string }[];
  /** How many values the axis names; 5 by default. */
  readonly ticks?: number;
  readonly y: PlotOptions["y"] & object;
}

/** The plot of marks within a frame: time beneath, values at the right, hairlines across. */
export function framed(frame: Frame, marks: Markish[]): PlotOptions {
  const { width, height, legend = [], ticks = 5 } = frame;
  return {
    width,
    height,
    marginLeft: 2,
    marginRight: SCALE_WIDTH,
    marginTop: legend.length > 0 ? TITLE_HEIGHT + 6 : 10,
    marginBottom: frame.timeAxis ? 34 : 6,
    x: { type: "utc", axis: null, domain: [new Date(frame.from), new Date(frame.to)] },
    y: frame.y,
    marks: [
      gridY({ ticks, stroke: colours.line, strokeOpacity: 1 }),
      axisY({
        anchor: "right",
        ticks,
        tickSize: 0,
        tickPadding: 8,
        label: null,
        color: colours.muted,
        tickFormat: frame.format,
      }),
      frame.timeAxis
        ? axisX({
          ticks: Math.max(3, Math.round(width / 130)),
          tickSize: 4,
          label: null,
          color: colours.muted,
        })
        : null,
      marks,
      legendMarks(legend),
    ],
  };
}

/** Names in the colour of their lines, side by side above the chart. */
function legendMarks(legend: NonNullable<Frame["legend"]>): Markish[] {
  let left = 0;
  return legend.map(({ name, colour }) => {
    const mark = text([name], {
      frameAnchor: "top-left",
      dx: left,
      dy: -TITLE_HEIGHT,
      fill: colour,
      fontWeight: 600,
    });
    left += name.length * 7 + 24;
    return mark;
  });
}
