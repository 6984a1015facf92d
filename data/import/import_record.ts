import { join } from "node:path";
import { namesIn } from "../storage/folder.ts";
import { type DatasetKey, lakeRoot } from "../storage/layout.ts";
import { replaceTextFile } from "../storage/staged_files.ts";
import { encodeSymbol } from "../storage/symbol_name.ts";
import { withWriterLock } from "../storage/writer_lock.ts";
import type { ImportReport } from "./import_file.ts";
import { sourceName } from "./quarantine.ts";

/** What is remembered of a file that was imported: what the lake itself no longer shows. */
export type ImportRecord = Pick<
  ImportReport,
  "file" | "read" | "quarantined" | "reasons" | "snapped" | "cut" | "from" | "to" | "understood"
>;

/**
 * Remember an import in `<data directory>/imports/<dataset>/<venue>/<BASE-QUOTE>/[<timeframe>/]`: the
 * order that the rows came in, bad rows by reason, times that were put on the grid. Importing the
 * same file again leaves the same bytes.
 */
export async function writeImportRecord(dataDir: string, report: ImportReport): Promise<void> {
  const { file, read, quarantined, reasons, snapped, cut, from, to, understood } = report;
  const record: ImportRecord = {
    ...{ file, read, quarantined, reasons, snapped, cut, from, to, understood },
  };
  const path = join(recordsDir(dataDir, report), `${await sourceName(file)}.json`);
  await withWriterLock(
    lakeRoot(dataDir),
    () => replaceTextFile(path, JSON.stringify(record, null, 2) + "\n"),
  );
}

/** The files that were imported into one series, by name. */
export function readImportRecords(dataDir: string, key: DatasetKey): ImportRecord[] {
  const dir = recordsDir(dataDir, key);
  return namesIn(dir).filter((name) => name.endsWith(".json")).sort()
    .map((name) => JSON.parse(Deno.readTextFileSync(join(dir, name))) as ImportRecord);
}

function recordsDir(dataDir: string, key: DatasetKey): string {
  const { dataset, venue, symbol, timeframe } = key;
  return join(dataDir, "imports", dataset, venue, encodeSymbol(symbol), timeframe ?? "");
}
