import { formatNumber } from "../format.ts";

/** How values are laid out; "auto" is logarithmic when they range over more than ten times. */
export type ScaleChoice = "auto" | "linear" | "log";

/** The scale for columns of values; values at or below zero have no logarithm. */
export function chooseScale(
  choice: ScaleChoice,
  columns: readonly Float64Array[],
): "linear" | "log" {
  const { low, high } = rangeOf(columns);
  if (!(low > 0)) return "linear";
  return choice === "auto" ? (high / low > 10 ? "log" : "linear") : choice;
}

/** Lowest and highest over all columns. */
export function rangeOf(columns: readonly Float64Array[]): { low: number; high: number } {
  let low = Infinity;
  let high = -Infinity;
  for (const column of columns) {
    for (let row = 0; row < column.length; row++) {
      if (column[row]! < low) low = column[row]!;
      if (column[row]! > high) high = column[row]!;
    }
  }
  return { low, high };
}

const compact = new Intl.NumberFormat("en-US", { notation: "compact", maximumFractionDigits: 2 });

/** How an axis writes these values: whole where they range widely, shortened from 100 million on. */
export function valueText(columns: readonly Float64Array[]): (value: number) => string {
  const { low, high } = rangeOf(columns);
  const step = (high - low) / 5;
  const decimals = step >= 1 || !(step > 0) ? 0 : Math.min(8, Math.ceil(-Math.log10(step)));
  return (value) =>
    Math.abs(value) >= 1e8
      ? compact.format(value).replace("-", "−")
      : formatNumber(value, { decimals: value === Math.round(value) ? 0 : decimals });
}
