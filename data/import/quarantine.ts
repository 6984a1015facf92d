import { createHash } from "node:crypto";
import { createReadStream, existsSync } from "node:fs";
import { basename, join } from "node:path";
import { lakeRoot, type SeriesKey } from "../storage/layout.ts";
import { replaceTextFile } from "../storage/staged_files.ts";
import { encodeSymbol } from "../storage/symbol_name.ts";
import { withWriterLock } from "../storage/writer_lock.ts";
import type { Reason } from "./check_row.ts";

/** A row that does not enter the lake. */
export interface QuarantinedRow {
  readonly row: number;
  readonly reason: Reason;
  /** The row as it stood in the source. */
  readonly text: string;
}

/**
 * Write the rows that were kept out of the lake to a JSON Lines file,
 * `<data directory>/quarantine/<venue>/<BASE-QUOTE>/<timeframe>/<source>-<hash>.jsonl`, and return
 * its path. The hash is of the source's bytes, so importing a file again replaces its quarantine.
 * Without rows an earlier one is removed, and the result is `null`.
 */
export async function writeQuarantine(
  dataDir: string,
  series: SeriesKey,
  source: { readonly file: string; readonly rows: readonly QuarantinedRow[] },
): Promise<string | null> {
  const { venue, symbol, timeframe } = series;
  const dir = join(dataDir, "quarantine", venue, encodeSymbol(symbol), timeframe);
  const name = basename(source.file).replace(/[^\w.-]/g, "_").slice(0, 100);
  const path = join(dir, `${name}-${(await hashFile(source.file)).slice(0, 8)}.jsonl`);
  if (source.rows.length === 0 && !existsSync(path)) return null;
  return await withWriterLock(lakeRoot(dataDir), async () => {
    if (source.rows.length === 0) {
      Deno.removeSync(path);
      return null;
    }
    const lines = source.rows.map((row) => JSON.stringify(row) + "\n").join("");
    await replaceTextFile(path, lines);
    return path;
  });
}

async function hashFile(file: string): Promise<string> {
  const hash = createHash("sha256");
  for await (const chunk of createReadStream(file)) hash.update(chunk);
  return hash.digest("hex");
}
