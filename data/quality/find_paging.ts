import type { Gap } from "../gaps.ts";
import type { Finding } from "./finding.ts";

/** A page is longer than this many rows; holes that lie closer are those of a quiet market. */
const SHORTEST_PAGE = 10;
const FEWEST_HOLES = 5;

/**
 * Kind `paging`: at least five holes of which at least half begin a whole multiple of one distance
 * after the hole before, the most frequent distance, of ten bars or more. So a downloader leaves
 * them that loses a row where one page ends and the next begins.
 */
export function findPaging(gaps: readonly Gap[], stepMs: number): Finding[] {
  if (gaps.length < FEWEST_HOLES) return [];
  const distances = gaps.slice(1).map(({ from }, i) => Math.round((from - gaps[i]!.from) / stepMs));
  const page = mostFrequent(distances.filter((distance) => distance >= SHORTEST_PAGE));
  if (page === undefined) return [];
  const regular = distances.map((distance) => distance % page === 0);
  const count = regular.filter((each) => each).length;
  const exact = distances.filter((distance) => distance === page).length;
  if (count + 1 < FEWEST_HOLES || count * 2 < distances.length || exact * 2 < count) return [];
  return [{
    kind: "paging",
    from: gaps[regular.indexOf(true)]!.from,
    to: gaps[regular.lastIndexOf(true) + 1]!.to,
    detail: `${count + 1} of ${gaps.length} holes begin ${page} bars apart, or a multiple: ` +
      `rows that a downloader lost from page to page`,
  }];
}

function mostFrequent(values: readonly number[]): number | undefined {
  const counts = new Map<number, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  let best: number | undefined;
  for (const [value, count] of counts) {
    if (best === undefined || count > counts.get(best)!) best = value;
  }
  return best;
}
