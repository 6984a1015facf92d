import { sliceBars } from "../../../../data/bar_columns.ts";
import type { Bars } from "../../../../data/bars.ts";
import type { SeriesData, SimulationInput } from "../../../../research/engine/mod.ts";

/** Bars and other data of all instruments within a time. */
export interface Piece {
  readonly bars: readonly Bars[];
  readonly data: readonly SeriesData[];
}

/** The bars of an input that open from one time on and before another. */
export function pieceOf(
  { bars = [], data = [] }: SimulationInput,
  from: number,
  to: number,
): Piece {
  const ranges = bars.map(({ ts }) => [countBefore(ts, from), countBefore(ts, to)] as const);
  return {
    bars: bars.map((each, i) => sliceBars(each, ...ranges[i]!)),
    data: data.map((each, i) =>
      Object.fromEntries(
        Object.entries(each).map(([name, column]) => [name, column!.subarray(...ranges[i]!)]),
      )
    ),
  };
}

/** The same input for a run whose bars are fed in pieces. */
export function withoutBars(input: SimulationInput): SimulationInput {
  const data = input.data?.map((each) =>
    Object.fromEntries(Object.keys(each).map((name) => [name, null]))
  );
  return { ...input, bars: undefined, data };
}

function countBefore(ts: Float64Array, time: number): number {
  const at = ts.findIndex((each) => each >= time);
  return at < 0 ? ts.length : at;
}
