import { createHash } from "node:crypto";
import { createReadStream, existsSync } from "node:fs";
import { basename, join } from "node:path";
import { type DatasetKey, lakeRoot } from "../storage/layout.ts";
import { replaceTextFile } from "../storage/staged_files.ts";
import { encodeSymbol } from "../storage/symbol_name.ts";
import { withWriterLock } from "../storage/writer_lock.ts";
import type { Reason } from "./reason.ts";

/** A row that does not enter the lake. */
export interface QuarantinedRow {
  readonly row: number;
  readonly reason: Reason;
  /** The row as it stood in the source. */
  readonly text: string;
}

/**
 * Write the rows that were kept out of the lake to a JSON Lines file,
 * `<data directory>/quarantine/<venue>/<BASE-QUOTE>/[<dataset>/][<timeframe>/]<source>-<hash>.jsonl`
 * (bars have no folder of their dataset), and return its path. The hash is of the source's bytes, so
 * importing a file again replaces its quarantine. Without rows an earlier one is removed, and the
 * result is `null`.
 */
export async function writeQuarantine(
  dataDir: string,
  key: DatasetKey,
  source: { readonly file: string; readonly rows: readonly QuarantinedRow[] },
): Promise<string | null> {
  const { dataset, venue, symbol, timeframe } = key;
  const folders = [dataset === "bars" ? "" : dataset, timeframe ?? ""];
  const dir = join(dataDir, "quarantine", venue, encodeSymbol(symbol), ...folders);
  const path = join(dir, `${await sourceName(source.file)}.jsonl`);
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

/** A file's name with a part of its hash, so that two files of one name are told apart. */
export async function sourceName(file: string): Promise<string> {
  const name = basename(file).replace(/[^\w.-]/g, "_").slice(0, 100);
  return `${name}-${(await hashFile(file)).slice(0, 8)}`;
}

async function hashFile(file: string): Promise<string> {
  const hash = createHash("sha256");
  for await (const chunk of createReadStream(file)) hash.update(chunk);
  return hash.digest("hex");
}
