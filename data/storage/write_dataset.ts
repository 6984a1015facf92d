import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { completeTable, type DatasetTable, pickRows, sliceTable } from "../dataset_table.ts";
import { type Dataset, type DatasetName, datasets, timeKey } from "../datasets.ts";
import { findBadRow } from "../find_bad_row.ts";
import type { Instrument } from "../instrument.ts";
import {
  type DatasetKey,
  instrumentFile,
  lakeRoot,
  partitionOf,
  partitionRange,
  seriesDir,
} from "./layout.ts";
import { mergeByTime, type MergedTable, rowComparer } from "./merge_by_time.ts";
import { mergeEvents } from "./merge_events.ts";
import { readTable } from "./read_table.ts";
import {
  commitFiles,
  discardFiles,
  removeStaleFiles,
  replaceTextFile,
  type StagedFile,
  stageFile,
} from "./staged_files.ts";
import { writeParquet } from "./write_parquet.ts";
import { withWriterLock } from "./writer_lock.ts";

/** Rows to store, and what they are of. */
export interface DatasetToWrite {
  readonly dataset: DatasetName;
  readonly venue: string;
  readonly symbol: string;
  /** Of datasets that have one; see `hasTimeframe`. */
  readonly timeframe?: string | null | undefined;
  /** Stored beside the data; left as it is where not named. */
  readonly instrument?: Instrument | undefined;
  /** Columns by name; optional ones may be left out. Events are in order of arrival. */
  readonly table: DatasetTable;
}

/** What a write did to the lake: of the rows given, added, changed and unchanged are the sum. */
export interface Written {
  /** Rows that were not held before. */
  readonly added: number;
  /** Rows that replaced different values. */
  readonly changed: number;
  /** Rows that were held already with the same values. */
  readonly unchanged: number;
  /** Held events that are gone: the events given span their time and do not have them. */
  readonly removed: number;
  /** Files that were written; none where nothing changed. */
  readonly files: readonly string[];
}

/**
 * Merge rows of any dataset into the lake of a data directory. Rows that are unique in time replace
 * what is held at the same time (a settlement of funding also where the venue stamped it some
 * milliseconds later, so that none is paid twice); events replace what is held of the time that they span, file by
 * file (a day), as {@linkcode mergeEvents} says. One writer at a time; each file is replaced whole,
 * and not at all where its rows stay the same, so writing the same rows twice leaves the same bytes.
 *
 * @throws {UserError} where another process keeps the lake or a held file is damaged.
 */
export async function writeDataset(dataDir: string, write: DatasetToWrite): Promise<Written> {
  const { dataset, venue, symbol, timeframe = null, instrument } = write;
  const table = completeTable(dataset, write.table);
  const bad = findBadRow(dataset, table);
  if (bad !== undefined) throw new TypeError(`Cannot write ${dataset} of "${symbol}": ${bad}`);
  const root = lakeRoot(dataDir);
  const key: DatasetKey = { dataset, venue, symbol, timeframe };
  const dir = seriesDir(root, key);
  return await withWriterLock(root, async () => {
    removeStaleFiles(dir);
    if (instrument !== undefined) await writeInstrument(root, instrument);
    const staged: StagedFile[] = [];
    try {
      const done = await stageParts(partitions(table, key), { dataset, dir, staged });
      commitFiles(staged);
      const unchanged = table.ts.length - done.added - done.changed;
      return { ...done, unchanged, files: staged.map(({ path }) => path) };
    } catch (error) {
      discardFiles(staged);
      throw error;
    }
  });
}

interface Staging {
  readonly dataset: DatasetName;
  readonly dir: string;
  /** Takes the files that were staged. */
  readonly staged: StagedFile[];
}

async function stageParts(
  parts: Iterable<[string, DatasetTable]>,
  { dataset, dir, staged }: Staging,
): Promise<Omit<Written, "unchanged" | "files">> {
  let added = 0, changed = 0, removed = 0;
  for (const [partition, part] of parts) {
    const file = join(dir, `${partition}.parquet`);
    const held = existsSync(file)
      ? await readTable([file], { dataset, exact: true })
      : sliceTable(part, 0, 0);
    const merged = merge(dataset, held, part);
    added += merged.added;
    changed += merged.changed;
    removed += merged.removed;
    if (isSame(held, merged.table)) continue;
    staged.push(await stageFile(file, (temporary) => writeParquet(temporary, merged.table)));
  }
  return { added, changed, removed };
}

function merge(dataset: DatasetName, held: DatasetTable, part: DatasetTable): MergedTable {
  const { known }: Dataset = datasets[dataset];
  return known === "event" ? mergeEvents(held, part) : mergeByTime(held, part, timeKey(dataset));
}

function isSame(held: DatasetTable, merged: DatasetTable): boolean {
  if (held.ts.length !== merged.ts.length) return false;
  const same = rowComparer(held, merged);
  return held.ts.every((_, row) => same(row, row));
}

async function writeInstrument(root: string, instrument: Instrument): Promise<void> {
  const file = instrumentFile(root, instrument.venue, instrument.symbol);
  removeStaleFiles(dirname(file));
  const text = JSON.stringify(instrument, null, 2) + "\n";
  if (existsSync(file) && await Deno.readTextFile(file) === text) return;
  await replaceTextFile(file, text);
}

/** The rows of each file they belong in, in the order of the files; within one, as they came. */
function* partitions(table: DatasetTable, key: DatasetKey): Generator<[string, DatasetTable]> {
  const rows = new Map<string, number[]>();
  let name = "", range: readonly [number, number] = [0, 0], list: number[] = [];
  table.ts.forEach((ts, row) => {
    if (ts < range[0] || ts >= range[1]) {
      name = partitionOf(ts, key);
      range = partitionRange(name)!;
      list = rows.get(name) ?? [];
      rows.set(name, list);
    }
    list.push(row);
  });
  for (const [name, list] of [...rows].sort(([a], [b]) => a < b ? -1 : 1)) {
    const inOneRun = list.at(-1)! - list[0]! + 1 === list.length;
    yield [
      name,
      inOneRun
        ? sliceTable(table, list[0]!, list.at(-1)! + 1)
        : pickRows(table, Int32Array.from(list)),
    ];
  }
}
