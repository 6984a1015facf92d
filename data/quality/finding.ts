/**
 * What can be wrong with a series, by kind, in the words that people read. Each detector's own
 * documentation has the exact definition.
 */
export const findingKinds = {
  gap: "missing bars",
  known_gap: "missing bars that the venue does not have either",
  filled: "flat bars that were invented to fill a gap",
  duplicate: "rows at a time that is taken",
  ohlc: "open or close outside low to high",
  price: "prices that are not positive numbers",
  outlier: "prints far from both neighbours",
  zero_volume: "flat bars without volume",
  off_grid: "times beside the grid",
  cadence: "steps of another length than the timeframe",
  time_zone: "hours or dates that look shifted",
  splice: "two sources in one series",
  paging: "holes at equal distances",
  unsorted: "rows out of order",
  unreadable: "rows that hold no value",
  sequence: "messages missing from a numbered stream",
  crossed: "bids at or above the ask",
  clock: "rows received before they were sent",
} as const;

/** One of {@linkcode findingKinds}. */
export type FindingKind = keyof typeof findingKinds;

/** One thing that is wrong, and where. */
export interface Finding {
  readonly kind: FindingKind;
  /** Time of the first row concerned, ms; where rows are missing, the first that should be there. */
  readonly from: number;
  /** Time of the last row concerned, ms; the same as `from` for a single row. */
  readonly to: number;
  /** What and how much, in one sentence without a final period. */
  readonly detail: string;
}

/**
 * Whether a finding asks for action. A gap that is known and a bar that is marked do not; nor do rows
 * out of order, for the import sorts them.
 */
export function isOpen({ kind }: Finding): boolean {
  return kind !== "known_gap" && kind !== "filled" && kind !== "unsorted";
}
