import { mapColumns } from "../../../data/bar_columns.ts";
import type { Bars } from "../../../data/bars.ts";

/** Numbers from 0 to 1 that are the same in every run. */
export function chance(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

/** What a random market is like. */
export interface MarketOptions {
  readonly rows: number;
  readonly stepMs: number;
  readonly seed?: number;
  /** Typical move of a bar, as a fraction. */
  readonly move?: number;
  /** Decimals of prices and volumes. */
  readonly decimals?: readonly [price: number, volume: number];
}

/** Bars of a random walk whose volume goes with its moves, rounded as a venue rounds. */
export function market(options: MarketOptions): Bars {
  const { rows, stepMs, seed = 1, move = 0.004, decimals: [price, lot] = [2, 5] } = options;
  const next = chance(seed);
  const normal = () => Math.sqrt(-2 * Math.log(next() + 1e-12)) * Math.cos(2 * Math.PI * next());
  const round = (value: number, places: number) => Number(value.toFixed(places));
  const bars = mapColumns(() => new Float64Array(rows));
  let last = 30_000;
  for (let i = 0; i < rows; i++) {
    const size = move * Math.exp(0.5 * normal());
    const close = round(last * Math.exp(size * normal()), price);
    bars.ts[i] = 1_704_067_200_000 + i * stepMs;
    bars.open[i] = last;
    bars.high[i] = round(Math.max(last, close) * (1 + size * next()), price);
    bars.low[i] = round(Math.min(last, close) * (1 - size * next()), price);
    bars.close[i] = close;
    bars.volume[i] = round(20 * (size / move) * Math.exp(0.4 * normal()), lot);
    last = close;
  }
  return bars;
}
