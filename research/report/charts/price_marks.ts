import { lineY, type Markish, ruleX } from "@observablehq/plot";
import type { Bars } from "../../../data/bars.ts";
import { colours } from "./colours.ts";
import { decimate } from "./decimate.ts";

/** Pixels that a candle needs to be read. */
const CANDLE_WIDTH = 6;

/** Candles stand back behind the trades on them. */
const CANDLE_OPACITY = 0.55;

/** Price as candles where each has room, else the close as a line. */
export function priceMarks(bars: Bars, width: number): Markish[] {
  if (bars.ts.length * CANDLE_WIDTH <= width) return candles(bars, width);
  const rows = decimate(bars.close, { ts: bars.ts, columns: width });
  return [
    lineY(rows, {
      x: (row: number) => new Date(bars.ts[row]!),
      y: (row: number) => bars.close[row]!,
      stroke: colours.ink,
      strokeWidth: 1,
      strokeOpacity: 0.7,
    }),
  ];
}

function candles({ ts, open, high, low, close }: Bars, width: number): Markish[] {
  const rows = Uint32Array.from(ts, (_, row) => row);
  const x = (row: number) => new Date(ts[row]!);
  const stroke = {
    value: (row: number) => close[row]! < open[row]! ? colours.loss : colours.gain,
    scale: null,
  };
  const body = Math.max(2, Math.min(12, width / rows.length * 0.6));
  return [
    ruleX(rows, {
      x,
      y1: (row: number) => low[row]!,
      y2: (row: number) => high[row]!,
      stroke,
      strokeWidth: 1,
      strokeOpacity: CANDLE_OPACITY,
    }),
    ruleX(rows, {
      x,
      y1: (row: number) => open[row]!,
      y2: (row: number) => close[row]!,
      stroke,
      strokeWidth: body,
      strokeOpacity: CANDLE_OPACITY,
    }),
  ];
}
