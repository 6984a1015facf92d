import type { Bars } from "../../data/bars.ts";
import { mapColumns } from "../../data/bar_columns.ts";

/**
 * The same bars up to row `keep`, and a random walk at the same times from there on: prices that are
 * possible but tell nothing of the true future.
 *
 * @param seed which walk; the same seed gives the same bars.
 */
export function scrambleAfter(bars: Bars, keep: number, seed: number): Bars {
  const scrambled = mapColumns((name) => bars[name].slice());
  const random = generator(seed);
  let price = keep > 0 ? bars.close[keep - 1]! : bars.open[0]!;
  for (let i = keep; i < bars.ts.length; i++) {
    const open = price * (1 + 0.02 * (random() - 0.5));
    const close = open * (1 + 0.04 * (random() - 0.5));
    scrambled.open[i] = open;
    scrambled.close[i] = close;
    scrambled.high[i] = Math.max(open, close) * (1 + 0.01 * random());
    scrambled.low[i] = Math.min(open, close) * (1 - 0.01 * random());
    scrambled.volume[i] = bars.volume[i]! * 2 * random();
    price = close;
  }
  return scrambled;
}

/**
 * A column of other data, the same up to row `keep` and from there on values like its own that tell
 * nothing of what they stand in for.
 *
 * @param seed which values; the same seed gives the same.
 */
export function scrambleColumnAfter(
  column: Float64Array,
  keep: number,
  seed: number,
): Float64Array {
  const scrambled = column.slice();
  const random = generator(seed + 1);
  for (let i = keep; i < column.length; i++) {
    scrambled[i] = column[Math.floor(column.length * random())]! * 2 * random();
  }
  return scrambled;
}

/** Mulberry32: a small generator of even numbers in [0, 1) by seed. */
function generator(seed: number): () => number {
  let state = (seed * 0x9e3779b9) | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
