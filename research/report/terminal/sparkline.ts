const EIGHTHS = [" ", "▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"];
const HANGING = [" ", "▔", "▀", "█"];

/** How values become blocks. */
export interface SparklineOptions {
  /** Characters across. */
  readonly width: number;
  /** Lines. */
  readonly height: number;
  /** Values at the bottom and the top. */
  readonly low: number;
  readonly high: number;
}

/**
 * Values as columns of blocks that stand on the lowest line, top line first. Each column shows the
 * last value of its share of the rows.
 */
export function sparkline(values: Float64Array, options: SparklineOptions): string[] {
  const { width, height, low, high } = options;
  const levels = sampled(values, width, lastOf).map((value) =>
    Math.max(1, Math.round((value - low) / (high - low || 1) * height * 8))
  );
  return Array.from({ length: height }, (_, line) => {
    const floor = (height - 1 - line) * 8;
    return levels.map((level) => EIGHTHS[clamp(level - floor, 8)]).join("");
  });
}

/**
 * Values from 0 down as columns that hang from the first line. Each column shows the lowest value of
 * its share of the rows, so that no drawdown is lost.
 */
export function hangingSparkline(
  values: Float64Array,
  { width, height, low }: Pick<SparklineOptions, "width" | "height" | "low">,
): string[] {
  const levels = sampled(values, width, lowestOf).map((value) =>
    value < 0 ? Math.max(1, Math.round(value / low * height * 3)) : 0
  );
  return Array.from(
    { length: height },
    (_, line) => levels.map((level) => HANGING[clamp(level - line * 3, 3)]).join("").trimEnd(),
  );
}

/** One value a column; fewer rows than columns are stretched. */
function sampled(
  values: Float64Array,
  width: number,
  pick: (share: Float64Array) => number,
): number[] {
  return Array.from({ length: width }, (_, column) => {
    const start = Math.floor(column * values.length / width);
    const end = Math.floor((column + 1) * values.length / width);
    return pick(values.subarray(start, Math.max(end, start + 1)));
  });
}

function lastOf(share: Float64Array): number {
  return share[share.length - 1]!;
}

function lowestOf(share: Float64Array): number {
  return share.reduce((lowest, value) => Math.min(lowest, value), Infinity);
}

function clamp(level: number, most: number): number {
  return Math.max(0, Math.min(most, Number.isFinite(level) ? level : 0));
}
