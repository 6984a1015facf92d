import { existsSync } from "node:fs";
import { basename, join } from "node:path";
import { absent, type DatasetTable, pickRows } from "../dataset_table.ts";
import { columnRules, type Dataset, type DatasetName, datasets } from "../datasets.ts";
import { addToQuarantine, quarantineDir, type RowToQuarantine } from "../fetch/quarantine_rows.ts";
import { keepsRule } from "../find_bad_row.ts";
import { columnsSql, TableFiller } from "../storage/column_vectors.ts";
import { sqlParquet, withDuckDB } from "../storage/duckdb.ts";
import { lakeRoot } from "../storage/layout.ts";
import { readTable } from "../storage/read_table.ts";
import type { HeldSeries } from "../storage/series.ts";
import { commitFiles, makeFolder, stageFile } from "../storage/staged_files.ts";
import { writeParquet } from "../storage/write_parquet.ts";
import { withWriterLock } from "../storage/writer_lock.ts";
import { UserError } from "../user_error.ts";

/** What was wrong with the files of a series, and is no longer. */
export interface MendedFiles {
  /** Rows that broke a rule, or came at a time that was taken, and are now in quarantine. */
  readonly quarantined: number;
  /** Files whose rows were put in order or parted from bad ones. */
  readonly rewritten: readonly string[];
  /** Files that could not be read at all and were moved to quarantine whole. */
  readonly moved: readonly string[];
}

/**
 * Make the files of a series keep the lake's rules again, where something else than the lake wrote
 * them or a disk spoilt them: rows in order, each time once (the first stays), and rows that break a
 * rule moved to the series' quarantine, as a file is that cannot be read. Files in order are not
 * touched.
 */
export async function mendFiles(
  dataDir: string,
  series: HeldSeries,
  { dryRun = false }: { readonly dryRun?: boolean | undefined } = {},
): Promise<MendedFiles> {
  const bad: string[] = [];
  for (const file of series.files) if (!await isGood(file, series.dataset)) bad.push(file);
  if (bad.length === 0) return { quarantined: 0, rewritten: [], moved: [] };
  const mend = () => mendBad(dataDir, series, { files: bad, dryRun });
  return dryRun ? await mend() : await withWriterLock(lakeRoot(dataDir), mend);
}

async function mendBad(
  dataDir: string,
  series: HeldSeries,
  { files, dryRun }: { readonly files: readonly string[]; readonly dryRun: boolean },
): Promise<MendedFiles> {
  const { dataset } = series;
  const dir = quarantineDir(dataDir, series);
  let quarantined = 0;
  const rewritten: string[] = [], moved: string[] = [];
  for (const file of files) {
    const table = await readAnything(file, dataset);
    if (table === undefined) {
      if (!dryRun) moveAside(file, join(dir, `${dataset}-${basename(file)}`));
      moved.push(file);
      continue;
    }
    const { good, bad } = partRows(dataset, table);
    quarantined += bad.length;
    rewritten.push(file);
    if (dryRun) continue;
    if (bad.length > 0) await addToQuarantine(join(dir, `repair-${dataset}.jsonl`), bad);
    if (good.length === 0) {
      Deno.removeSync(file);
      continue;
    }
    const sorted = pickRows(table, Int32Array.from(good));
    commitFiles([await stageFile(file, (temporary) => writeParquet(temporary, sorted))]);
  }
  return { quarantined, rewritten, moved };
}

async function isGood(file: string, dataset: DatasetName): Promise<boolean> {
  try {
    await readTable([file], { dataset });
    return true;
  } catch (error) {
    if (error instanceof UserError) return false;
    throw error;
  }
}

/** The rows of a file whether they keep the rules or not; `undefined` where it has none to read. */
async function readAnything(file: string, dataset: DatasetName): Promise<DatasetTable | undefined> {
  const rules = columnRules(dataset);
  try {
    return await withDuckDB(async (db) => {
      const sql = `SELECT ${columnsSql(rules, { exact: true })} FROM ${sqlParquet([file])}`;
      const chunks = await (await db.run(sql)).fetchAllChunks();
      const rows = chunks.reduce((sum, chunk) => sum + chunk.rowCount, 0);
      const filler = new TableFiller(rules, { rows, exact: true });
      for (const chunk of chunks) filler.take(chunk);
      return filler.table;
    });
  } catch {
    return undefined;
  }
}

function partRows(dataset: DatasetName, table: DatasetTable) {
  const { known }: Dataset = datasets[dataset];
  const good: number[] = [];
  const bad: RowToQuarantine[] = [];
  const times = new Set<number>();
  for (let row = 0; row < table.ts.length; row++) {
    const ts = table.ts[row]!;
    const reason = reasonAgainst(dataset, table, row) ??
      (known !== "event" && times.has(ts) ? "duplicate time" : undefined);
    if (reason === undefined) {
      times.add(ts);
      good.push(row);
    } else bad.push({ ts: Number.isNaN(ts) ? null : ts, reason, text: textOf(table, row) });
  }
  if (known !== "event") good.sort((a, b) => table.ts[a]! - table.ts[b]!);
  return { good, bad };
}

/** The first rule of its dataset that a row breaks. */
function reasonAgainst(dataset: DatasetName, table: DatasetTable, row: number): string | undefined {
  if (!Number.isSafeInteger(table.ts[row]!)) return "unreadable time";
  for (const [name, rule] of columnRules(dataset)) {
    const value = table[name]![row]!;
    const keeps = rule.type === "text"
      ? rule.words.includes(value as string)
      : value === absent || keepsRule(Number(value), rule);
    if (!keeps) return `${name} ${value === "" ? "is an unknown word" : `is ${value}`}`;
  }
  if (table["open"] === undefined) return undefined;
  const [open, high, low, close] = ["open", "high", "low", "close"]
    .map((name) => Number(table[name]![row])) as [number, number, number, number];
  if (high < low) return "high below low";
  const inside = open >= low && open <= high && close >= low && close <= high;
  return inside ? undefined : "open or close outside low to high";
}

function textOf(table: DatasetTable, row: number): string {
  const values = Object.entries(table).map(([name, column]) => [name, String(column[row])]);
  return JSON.stringify(Object.fromEntries(values));
}

/** Move a file under a name that is free. */
function moveAside(file: string, path: string): void {
  makeFolder(join(path, ".."));
  let free = path;
  for (let n = 2; existsSync(free); n++) free = path.replace(/(\.parquet)$/, `-${n}$1`);
  Deno.renameSync(file, free);
}
