import { axisX, axisY, gridY, type Markish, type PlotOptions, text } from "@observablehq/plot";
import { colours } from "./colours.ts";
import { timeTicks } from "./time_ticks.ts";

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
export const SCALE_WIDTH = 76;

const TITLE_HEIGHT = 22;

/** Half of the widest label of the time axis. */
const EDGE = 38;

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
  /** The values that the axis names, or about how many; 5 by default. */
  readonly ticks?: number | number[];
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
    marginBottom: frame.timeAxis ? 24 : 6,
    x: { type: "utc", axis: null, domain: [new Date(frame.from), new Date(frame.to)] },
    y: frame.y,
    marks: [
      gridY({ ticks, stroke: colours.line, strokeOpacity: 1 }),
      axisY({
        anchor: "right",
        ticks,
        tickSize: 0,
        tickPadding: SCALE_WIDTH - 2,
        textAnchor: "end",
        label: null,
        color: colours.muted,
        tickFormat: frame.format,
      }),
      frame.timeAxis ? timeAxis(frame) : null,
      marks,
      legendMarks(legend),
    ],
  };
}

/** Ticks in ISO order; one whose label would not fit at the left edge is left out. */
function timeAxis({ from, to, width }: Frame): Markish {
  const { ticks, format } = timeTicks(from, to, width - SCALE_WIDTH);
  const edge = from + (to - from) * EDGE / (width - SCALE_WIDTH);
  return axisX(ticks.filter((tick) => tick.getTime() >= edge), {
    tickFormat: format,
    tickSize: 4,
    label: null,
    color: colours.muted,
  });
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
    left += textWidth(name) + 20;
    return mark;
  });
}

/** About how wide bold text of 12 pixels is; there is no font to measure. */
function textWidth(name: string): number {
  return [...name].reduce((width, letter) => width + (/[A-Z▲▼_]/.test(letter) ? 9 : 6.8), 0);
}
