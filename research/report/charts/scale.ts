import { formatNumber } from "../format.ts";

/** How values are laid out; "auto" is logarithmic when they range over more than ten times. */
export type ScaleChoice = "auto" | "linear" | "log";

/** A value scale and the values that its axis names, or about how many. */
export interface ValueScale {
  readonly type: "linear" | "log";
  readonly ticks: number | number[];
}

/** The scale for columns of values; values at or below zero have no logarithm. */
export function chooseScale(choice: ScaleChoice, columns: readonly Float64Array[]): ValueScale {
  const { low, high } = rangeOf(columns);
  const log = low > 0 && (choice === "auto" ? high / low > 10 : choice === "log");
  return log ? { type: "log", ticks: logTicks(low, high) } : { type: "linear", ticks: 5 };
}

/** Powers of ten, with twice and five times each where these are few. */
function logTicks(low: number, high: number): number[] {
  for (const steps of [[1, 2, 5], [1, 3], [1]]) {
    const ticks: number[] = [];
    for (let power = Math.floor(Math.log10(low)); power <= Math.log10(high); power++) {
      ticks.push(...steps.map((step) => step * 10 ** power));
    }
    const inside = ticks.filter((tick) => tick >= low && tick <= high);
    if (inside.length <= 7 || steps.length === 1) return inside;
  }
  return [];
}

/** Lowest and highest over all columns. */
function rangeOf(columns: readonly Float64Array[]): { low: number; high: number } {
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
      : formatNumber(value, { decimals: Number.isInteger(value) ? 0 : decimalsOf(value) });

  function decimalsOf(value: number): number {
    return Math.max(decimals, Math.min(8, Math.ceil(-Math.log10(Math.abs(value)) - 1e-9)));
  }
}
