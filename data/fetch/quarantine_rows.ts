import { join } from "node:path";
import { lakeRoot } from "../storage/layout.ts";
import { replaceTextFile } from "../storage/staged_files.ts";
import { encodeSymbol } from "../storage/symbol_name.ts";
import { withWriterLock } from "../storage/writer_lock.ts";
import type { SeriesToFetch } from "./fetched_datasets.ts";
import type { RefusedRow } from "./sift_page.ts";

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
  { dataset, venue, symbol, timeframe }: SeriesToFetch,
  rows: readonly RefusedRow[],
): Promise<QuarantinedRows> {
  const dir = join(dataDir, "quarantine", venue, encodeSymbol(symbol), timeframe ?? "");
  const file = join(dir, `fetch-${dataset}.jsonl`);
  if (rows.length === 0) return { file, added: 0 };
  return await withWriterLock(lakeRoot(dataDir), async () => {
    const held = linesOf(file);
    const all = new Set(held);
    for (const row of rows) all.add(JSON.stringify(row));
    const added = all.size - held.length;
    if (added > 0) await replaceTextFile(file, [...all].map((line) => `${line}\n`).join(""));
    return { file, added };
  });
}

function linesOf(file: string): string[] {
  try {
    return Deno.readTextFileSync(file).split("\n").filter((line) => line !== "");
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return [];
    throw error;
  }
}
