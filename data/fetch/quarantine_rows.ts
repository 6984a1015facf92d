import { join } from "node:path";
import { type DatasetKey, lakeRoot } from "../storage/layout.ts";
import { replaceTextFile } from "../storage/staged_files.ts";
import { encodeSymbol } from "../storage/symbol_name.ts";
import { withWriterLock } from "../storage/writer_lock.ts";

/** A row that does not enter the lake, or leaves it. */
export interface RowToQuarantine {
  readonly ts: number | null;
  readonly reason: string;
  /** The row as it was found. */
  readonly text: string;
}

/** What became of refused rows. */
export interface QuarantinedRows {
  readonly file: string;
  /** Rows that the file did not have before. */
  readonly added: number;
}

/**
 * Add rows that a venue sent and that broke a rule to the series' JSON Lines file,
 * `<data directory>/quarantine/<venue>/<BASE-QUOTE>/[<timeframe>/]fetch-<dataset>.jsonl`. A row that
 * is there already, from another request or an earlier fetch, is not written twice.
 */
export async function quarantineRows(
  dataDir: string,
  series: DatasetKey,
  rows: readonly RowToQuarantine[],
): Promise<QuarantinedRows> {
  const file = join(quarantineDir(dataDir, series), `fetch-${series.dataset}.jsonl`);
  if (rows.length === 0) return { file, added: 0 };
  return await withWriterLock(lakeRoot(dataDir), () => addToQuarantine(file, rows));
}

/** The folder that holds what was kept out of a series. */
export function quarantineDir(dataDir: string, { venue, symbol, timeframe }: DatasetKey): string {
  return join(dataDir, "quarantine", venue, encodeSymbol(symbol), timeframe ?? "");
}

/** Add rows to a file of quarantined ones, each once. Only the holder of the writer lock may. */
export async function addToQuarantine(
  file: string,
  rows: readonly RowToQuarantine[],
): Promise<QuarantinedRows> {
  const held = linesOf(file);
  const all = new Set(held);
  for (const row of rows) all.add(JSON.stringify(row));
  const added = all.size - held.length;
  if (added > 0) await replaceTextFile(file, [...all].map((line) => `${line}\n`).join(""));
  return { file, added };
}

function linesOf(file: string): string[] {
  try {
    return Deno.readTextFileSync(file).split("\n").filter((line) => line !== "");
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return [];
    throw error;
  }
}
