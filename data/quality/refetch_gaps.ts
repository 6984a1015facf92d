import { type DatasetTable, pickRows } from "../dataset_table.ts";
import type { Gap } from "../gaps.ts";
import type { DatasetKey } from "../storage/layout.ts";

/** Asks a venue for the rows of a series from a time on and before another. */
export type FetchRange = (series: DatasetKey, from: number, to: number) => Promise<DatasetTable>;

/** What a venue has for some neighbouring gaps of a series. */
export interface RefetchedGaps {
  /** Rows inside the gaps; `undefined` where none came. */
  readonly table: DatasetTable | undefined;
  /** Gaps, or what is left of them, that the venue has too: it sent the rows on both sides. */
  readonly known: readonly Gap[];
  /** Why nothing can be said of the other gaps, once a gap. */
  readonly unsettled: readonly string[];
}

/** What gaps are asked for with. */
export interface RefetchOptions {
  readonly series: DatasetKey;
  /** The series as it is held. */
  readonly table: DatasetTable;
  readonly stepMs: number;
  readonly fetchRange: FetchRange;
}

/** Rows that one request may span: gaps closer than this are asked for together. */
const SPAN_ROWS = 500;
/** Two prices of one venue and time are the same to this fraction. */
const SAME = 1e-9;

/**
 * Ask the venue for the rows of some gaps, with a row on each side. A gap is the venue's own only
 * where it sends both of these and nothing between: an empty answer may as well be a history that
 * does not reach back so far. Where they differ from the ones held, the series is from another
 * source and nothing is taken: a splice would be worse than a hole.
 */
export async function* refetchGaps(
  gaps: readonly Gap[],
  options: RefetchOptions,
): AsyncGenerator<RefetchedGaps> {
  const rowAt = new Map(Array.from(options.table.ts, (ts, row) => [ts, row]));
  for (const group of groupGaps(gaps, options.stepMs)) yield await refetch(group, rowAt, options);
}

async function refetch(
  gaps: readonly Gap[],
  rowAt: ReadonlyMap<number, number>,
  { series, table, stepMs, fetchRange }: RefetchOptions,
): Promise<RefetchedGaps> {
  const sides = gaps.map((gap) => sidesOf(gap, table.ts));
  const fetched = await fetchRange(series, sides[0]![0], sides.at(-1)![1] + 1);
  const fetchedAt = new Map(Array.from(fetched.ts, (ts, row) => [ts, row]));
  const taken: number[] = [];
  const known: Gap[] = [];
  const unsettled: string[] = [];
  for (const [before, after] of sides) {
    const pairs = [before, after].map((ts) => [rowAt.get(ts)!, fetchedAt.get(ts)] as const);
    if (pairs.some(([, row]) => row === undefined)) {
      unsettled.push("the venue did not send the rows beside it");
    } else if (pairs.some(([held, row]) => !isSame(table, held, [fetched, row!]))) {
      unsettled.push("the venue's rows beside it differ from those held");
    } else {
      const rows = [...fetched.ts.keys()].filter((row) =>
        fetched.ts[row]! > before && fetched.ts[row]! < after
      );
      for (const row of rows) taken.push(row);
      known.push(...leftOver([before, after], rows.map((row) => fetched.ts[row]!), stepMs));
    }
  }
  const rows = taken.length === 0 ? undefined : pickRows(fetched, Int32Array.from(taken));
  return { table: rows, known, unsettled };
}

/** Neighbouring gaps that one request covers. */
function groupGaps(gaps: readonly Gap[], stepMs: number): Gap[][] {
  const groups: Gap[][] = [];
  for (const gap of gaps) {
    const group = groups.at(-1);
    if (group !== undefined && gap.to - group[0]!.from <= SPAN_ROWS * stepMs) group.push(gap);
    else groups.push([gap]);
  }
  return groups;
}

/** Times of the held rows before and after a gap. */
function sidesOf({ from, to }: Gap, ts: Float64Array): [before: number, after: number] {
  let low = 0, high = ts.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (ts[middle]! < from) low = middle + 1;
    else high = middle;
  }
  let after = low;
  while (ts[after]! <= to) after++;
  return [ts[low - 1]!, ts[after]!];
}

/** What is still missing between two held rows once some rows came. */
function leftOver(
  [before, after]: readonly [number, number],
  times: readonly number[],
  stepMs: number,
): Gap[] {
  const all = [before, ...times, after];
  return all.slice(1).flatMap((ts, i) => {
    const missing = Math.round((ts - all[i]!) / stepMs) - 1;
    if (missing < 1) return [];
    return [{ from: all[i]! + stepMs, to: all[i]! + missing * stepMs, missing }];
  });
}

function isSame(
  held: DatasetTable,
  row: number,
  [fetched, at]: readonly [DatasetTable, number],
): boolean {
  return Object.entries(held).every(([name, column]) => {
    const [a, b] = [column[row], fetched[name]?.[at]];
    if (b === undefined || typeof a !== "number" || typeof b !== "number") return true;
    return name === "volume" || Number.isNaN(a) || Number.isNaN(b) ||
      Math.abs(a - b) <= SAME * Math.abs(a);
  });
}
