import type { Bars } from "../bars.ts";
import { changePoint } from "./change_point.ts";
import { decimals } from "./decimals.ts";

/** A bar from which on numbers are written with more or fewer decimals than before. */
export interface StepChange {
  /** Index of the first bar of the new kind. */
  readonly at: number;
  readonly column: "price" | "volume";
  readonly before: number;
  readonly after: number;
}

/** Bars that must agree on their decimals. */
const BLOCK = 100;
/** Share of rows that may end in zeros by chance, and that may break the rule. */
const TRAILING_ZEROS = 0.2;
const NOISE = 0.02;

/**
 * The bars at which the decimals of prices or volumes change for good (a hundred bars at least), as
 * tick and lot size do between venues, or at one venue that changes its rules.
 */
export function stepChanges(bars: Bars): StepChange[] {
  const { open, high, low, close, volume } = bars;
  const price = Uint8Array.from(
    open,
    (value, i) =>
      Math.max(decimals(value), decimals(high[i]!), decimals(low[i]!), decimals(close[i]!)),
  );
  const lot = Uint8Array.from(volume, decimals);
  return [...changesOf(price, "price"), ...changesOf(lot, "volume")];
}

function* changesOf(places: Uint8Array, column: StepChange["column"]): Generator<StepChange> {
  const blocks = Math.floor(places.length / BLOCK);
  const modes = Array.from(
    { length: blocks },
    (_, block) => mode(places.subarray(block * BLOCK, (block + 1) * BLOCK)),
  );
  for (let block = 0; block + 2 < blocks; block++) {
    const [before, after] = [modes[block]!, modes[block + 2]!];
    if (before === after) continue;
    const begin = block * BLOCK;
    const part = places.subarray(begin, begin + 3 * BLOCK);
    const fine = Float64Array.from(part, (each) => each > Math.min(before, after) ? 1 : 0);
    const at = changePoint(fine);
    const [left, right] = [mean(fine.subarray(0, at)), mean(fine.subarray(at))];
    if (Math.max(left, right) < 1 - TRAILING_ZEROS || Math.min(left, right) > NOISE) continue;
    yield { at: begin + at, column, before, after };
    block++;
  }
}

function mode(values: Uint8Array): number {
  const counts = new Uint32Array(10);
  for (const value of values) counts[value]!++;
  return counts.indexOf(Math.max(...counts));
}

function mean(values: Float64Array): number {
  let sum = 0;
  for (const value of values) sum += value;
  return sum / values.length;
}
