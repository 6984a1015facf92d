import type { Row } from "./check_row.ts";

/** Asks a venue for the rows from a time on and before another; they come sorted, each time once. */
export type AskRows = (from: number, to: number) => Promise<readonly Row[]>;

/** A range to cover, and what is known of its rows. */
export interface RangeToCover {
  readonly from: number;
  readonly to: number;
  /** Distance of two rows, in milliseconds; `undefined` where the venue changes it. */
  readonly stepMs: number | undefined;
  /** Time that one answer covers, as far as is known: it may cover less. */
  readonly pageMs: number;
  /** Whether the venue may be asked for more time than that; it may unless this is `false`. */
  readonly widens?: boolean | undefined;
}

/**
 * All rows of a range in ascending order, a page at a time, from a venue that may answer with the
 * first or with the last rows of what it is asked for, and with fewer than were asked for. Three
 * rules make that complete:
 *
 * 1. The next page is asked for from the last row on, whatever its size. Where the distance of rows
 *    is not fixed the last row is asked for again: the page that begins with it has lost nothing.
 * 2. Where a page begins late, the time before its first row is asked for by itself, until the
 *    answer is empty.
 * 3. An empty answer is believed when it comes twice. The range is then widened, twofold each time,
 *    until rows come, and halved again down to the first of them: a long time without rows costs a
 *    few requests, and its end is no end of the history.
 *
 * Every request is for a later or a smaller range than the one before, so it always ends.
 */
export async function* coverRange(
  ask: AskRows,
  { from, to, stepMs, pageMs, widens = true }: RangeToCover,
): AsyncGenerator<readonly Row[]> {
  let at = from;
  let width = pageMs;
  /** End of a range that is known to have rows, while the first of them is looked for. */
  let found: number | undefined;
  let last: number | undefined;
  while (at < to) {
    const overlap = stepMs === undefined && last === at - 1 ? last : undefined;
    const end = Math.min((overlap ?? at) + width, to);
    const page = overlap === undefined ? [] : await ask(overlap, end);
    const rows = page.length > 1 ? page : await askTwice(ask, at, end);
    if (rows.length === 0) {
      at = end;
      if (found !== undefined && at >= found) [found, width] = [undefined, pageMs];
      else if (widens) width = found === undefined ? width * 2 : half(found - at, pageMs);
    } else if (end - at > pageMs) {
      found = end;
      width = half(end - at, pageMs);
    } else {
      const whole = rows[0]!.ts === overlap
        ? rows.slice(1)
        : await withEarlier(ask, { at, rows, late: stepMs ?? 1 });
      yield whole;
      last = whole.at(-1)!.ts;
      at = last + 1;
      [found, width] = [undefined, pageMs];
    }
  }
}

/** Half a range, in whole pages. */
function half(durationMs: number, pageMs: number): number {
  return Math.max(pageMs, Math.ceil(durationMs / 2 / pageMs) * pageMs);
}

/** A page with the rows before it, where it begins this late or later. */
async function withEarlier(
  ask: AskRows,
  { at, rows, late }: {
    readonly at: number;
    readonly rows: readonly Row[];
    readonly late: number;
  },
): Promise<readonly Row[]> {
  const pages = [rows];
  for (let first = rows[0]!.ts; first - at >= late;) {
    const earlier = await askTwice(ask, at, first);
    if (earlier.length === 0) break;
    pages.unshift(earlier);
    first = earlier[0]!.ts;
  }
  return pages.flat();
}

async function askTwice(ask: AskRows, from: number, to: number): Promise<readonly Row[]> {
  const rows = await ask(from, to);
  return rows.length > 0 ? rows : await ask(from, to);
}
