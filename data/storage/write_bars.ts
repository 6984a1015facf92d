import { existsSync } from "node:fs";
import { join } from "node:path";
import { allocateBars, sliceBars } from "../bar_columns.ts";
import type { Bars } from "../bars.ts";
import { findBadBar } from "../find_bad_bar.ts";
import type { Instrument } from "../instrument.ts";
import { instrumentFile, lakeRoot, partitionOf, partitionRange, seriesDir } from "./layout.ts";
import { mergeBars } from "./merge_bars.ts";
import { readColumns } from "./read_columns.ts";
import {
  commitFiles,
  removeStaleFiles,
  replaceTextFile,
  type StagedFile,
  stageFile,
} from "./staged_files.ts";
import { writeParquet } from "./write_parquet.ts";
import { withWriterLock } from "./writer_lock.ts";

/** Bars to store, and what they are bars of. */
export interface BarsToWrite {
  readonly instrument: Instrument;
  readonly timeframe: string;
  readonly bars: Bars;
}

/** What a write did to the lake. */
export interface WrittenBars {
  /** Bars at times that were not held before. */
  readonly added: number;
  /** Bars that replaced different values. */
  readonly changed: number;
  /** Bars that were held already with the same values. */
  readonly unchanged: number;
  /** Files that were written; none where nothing changed. */
  readonly files: readonly string[];
}

/**
 * Merge bars into the lake of a data directory: new bars win over held ones at the same time. One
 * writer at a time; each file is replaced whole, and not at all where its bars stay the same, so
 * writing the same bars twice leaves the same bytes.
 *
 * @throws {UserError} where another process keeps the lake or a held file is damaged.
 */
export async function writeBars(dataDir: string, write: BarsToWrite): Promise<WrittenBars> {
  const { instrument, timeframe, bars } = write;
  const bad = findBadBar(bars);
  if (bad !== undefined) throw new TypeError(`Cannot write bars of "${instrument.symbol}": ${bad}`);
  const root = lakeRoot(dataDir);
  const dir = seriesDir(root, { ...instrument, timeframe });
  return await withWriterLock(root, async () => {
    removeStaleFiles(root);
    await writeInstrument(root, instrument);
    let added = 0, changed = 0;
    const staged: StagedFile[] = [];
    for (const [partition, part] of partitions(bars, timeframe)) {
      const file = join(dir, `${partition}.parquet`);
      const held = existsSync(file) ? await readColumns([file]) : allocateBars(0);
      const merged = mergeBars(held, part);
      added += merged.added;
      changed += merged.changed;
      if (merged.added + merged.changed === 0) continue;
      staged.push(await stageFile(file, (temporary) => writeParquet(temporary, merged.bars)));
    }
    commitFiles(staged);
    const unchanged = bars.ts.length - added - changed;
    return { added, changed, unchanged, files: staged.map(({ path }) => path) };
  });
}

async function writeInstrument(root: string, instrument: Instrument): Promise<void> {
  const file = instrumentFile(root, instrument.venue, instrument.symbol);
  const text = JSON.stringify(instrument, null, 2) + "\n";
  if (existsSync(file) && await Deno.readTextFile(file) === text) return;
  await replaceTextFile(file, text);
}

/** The bars of each file they belong in. */
function* partitions(bars: Bars, timeframe: string): Generator<[name: string, part: Bars]> {
  for (let begin = 0; begin < bars.ts.length;) {
    const name = partitionOf(bars.ts[begin]!, timeframe);
    const [, until] = partitionRange(name)!;
    let end = begin;
    while (end < bars.ts.length && bars.ts[end]! < until) end++;
    yield [name, sliceBars(bars, begin, end)];
    begin = end;
  }
}
