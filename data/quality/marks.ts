import { join } from "node:path";
import * as z from "zod";
import { type DatasetKey, lakeRoot, seriesDir } from "../storage/layout.ts";
import { replaceTextFile } from "../storage/staged_files.ts";
import { withWriterLock } from "../storage/writer_lock.ts";
import { UserError } from "../user_error.ts";

/** Times from the first row to the last, both meant, in ms. */
export interface MarkedRange {
  readonly from: number;
  readonly to: number;
}

/** What is known of a series beside its rows. */
export interface Marks {
  /** Gaps that the venue has too, so that nothing is there to fetch. */
  readonly knownGaps: readonly MarkedRange[];
  /** Bars that were invented to fill a gap: flat at the close before, volume 0. */
  readonly filled: readonly MarkedRange[];
}

const ranges = z.array(z.object({ from: z.number().int(), to: z.number().int() })).default([]);
const schema = z.object({ knownGaps: ranges, filled: ranges });

/**
 * The marks of a series: the JSON file `marks.json` beside its Parquet files. The bars themselves
 * stay as they are, with the columns that every reader knows, and a mark costs no byte a row.
 *
 * @throws {UserError} where the file is damaged.
 */
export function readMarks(dataDir: string, key: DatasetKey): Marks {
  const file = marksFile(dataDir, key);
  try {
    return schema.parse(JSON.parse(Deno.readTextFileSync(file)));
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return { knownGaps: [], filled: [] };
    if (error instanceof SyntaxError || error instanceof z.ZodError) {
      throw new UserError(
        `Cannot read the marks in "${file}": the file is damaged; delete it and ` +
          `run "deno task data repair" again`,
      );
    }
    throw error;
  }
}

/** Add marks to those of a series; ranges that touch or overlap become one. */
export async function addMarks(
  dataDir: string,
  key: DatasetKey & { readonly stepMs: number },
  added: Partial<Marks>,
): Promise<void> {
  await withWriterLock(lakeRoot(dataDir), async () => {
    const held = readMarks(dataDir, key);
    const merged = (name: keyof Marks) =>
      joinRanges([...held[name], ...added[name] ?? []], key.stepMs);
    const marks: Marks = { knownGaps: merged("knownGaps"), filled: merged("filled") };
    const text = JSON.stringify(marks, null, 2) + "\n";
    if (JSON.stringify(held) === JSON.stringify(marks)) return;
    await replaceTextFile(marksFile(dataDir, key), text);
  });
}

/** Whether all of a range lies in one of some marked ranges, which are in order. */
export function isMarked(marked: readonly MarkedRange[], { from, to }: MarkedRange): boolean {
  let low = 0, high = marked.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (marked[middle]!.to < from) low = middle + 1;
    else high = middle;
  }
  const range = marked[low];
  return range !== undefined && range.from <= from && to <= range.to;
}

/** Ranges in order, of which no two touch: the next begins more than a step after one ends. */
function joinRanges(marked: readonly MarkedRange[], stepMs: number): MarkedRange[] {
  const joined: MarkedRange[] = [];
  for (const range of marked.toSorted((a, b) => a.from - b.from)) {
    const last = joined.at(-1);
    if (last === undefined || range.from > last.to + stepMs) {
      joined.push({ from: range.from, to: range.to });
    } else joined[joined.length - 1] = { from: last.from, to: Math.max(last.to, range.to) };
  }
  return joined;
}

function marksFile(dataDir: string, key: DatasetKey): string {
  return join(seriesDir(lakeRoot(dataDir), key), "marks.json");
}
