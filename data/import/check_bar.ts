import type { Reason } from "./reason.ts";

/** Why open, high, low, close and volume (NaN or nothing where there is none) are no bar's. */
export function checkBar(values: readonly number[]): Reason | undefined {
  const [open, high, low, close, volume = NaN] = values as [number, number, number, number];
  for (const price of [open, high, low, close]) {
    if (!(price > 0 && price < Infinity)) return "price not a positive number";
  }
  if (volume < 0) return "volume below zero";
  if (high < low) return "high below low";
  if (open < low || open > high || close < low || close > high) {
    return "open or close outside low to high";
  }
  return undefined;
}
