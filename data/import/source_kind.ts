import { gunzipSync } from "node:zlib";
import { UserError } from "../user_error.ts";

/** What kind of file rows come in. */
export interface SourceKind {
  readonly kind: "csv" | "json" | "json lines" | "parquet" | "feather";
  /** Whether it is packed with gzip. */
  readonly gzip: boolean;
}

/**
 * What kind a file is, judged by its first bytes and not by its name.
 *
 * @throws {UserError} where there is no such file, or it is a folder, empty or of another kind.
 */
export function sourceKind(file: string): SourceKind {
  const refuse = (reason: string) => new UserError(`Cannot import "${file}": ${reason}`);
  let start: Uint8Array<ArrayBuffer>;
  try {
    if (Deno.statSync(file).isDirectory) throw refuse("it is a folder; name a file");
    start = firstBytes(file);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) throw refuse("there is no such file");
    if (error instanceof Deno.errors.PermissionDenied) throw refuse("it may not be read");
    throw error;
  }
  if (start.length === 0) throw refuse("the file is empty");
  const gzip = start[0] === 0x1f && start[1] === 0x8b;
  const bytes = gzip ? unpacked(start) : start;
  if (bytes === undefined) throw refuse("the gzip file is damaged; fetch or pack it again");
  const magic = new TextDecoder("latin1").decode(bytes.subarray(0, 6));
  if (gzip && /^(PAR1|ARROW1)/.test(magic)) throw refuse("unpack it with gunzip first");
  if (magic.startsWith("PAR1")) return { kind: "parquet", gzip };
  if (magic === "ARROW1") return { kind: "feather", gzip };
  if (magic.startsWith("FEA1")) {
    throw refuse("it is Feather of version 1; write it again with pandas' to_feather");
  }
  if (magic.startsWith("PK\x03\x04")) throw refuse("it is a ZIP or Excel file; export it as CSV");
  if (/\.parquet$/i.test(file)) throw refuse("it is not a Parquet file");
  if (/\.feather$/i.test(file)) throw refuse("it is not a Feather file");
  if (bytes.includes(0)) throw refuse("it is none of CSV, JSON, Parquet and Feather");
  const text = new TextDecoder().decode(bytes).replace(/^\ufeff/, "").trimStart();
  if (text.startsWith("{")) {
    return { kind: isWhole(text.split(/\r?\n/)) ? "json lines" : "json", gzip };
  }
  if (text.startsWith("[")) {
    return {
      kind: isWhole(text.split(/\r?\n/)) && /\n\s*\[/.test(text) ? "json lines" : "json",
      gzip,
    };
  }
  return { kind: "csv", gzip };
}

/** Whether the first line is a JSON value of its own, or so long that it must be. */
function isWhole([line = "", ...more]: readonly string[]): boolean {
  try {
    JSON.parse(line);
    return true;
  } catch {
    return more.length === 0 && !line.startsWith("[");
  }
}

function unpacked(start: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> | undefined {
  try {
    return new Uint8Array(gunzipSync(start, { finishFlush: 2 }));
  } catch {
    return undefined;
  }
}

function firstBytes(file: string): Uint8Array<ArrayBuffer> {
  using handle = Deno.openSync(file);
  const bytes = new Uint8Array(65_536);
  return bytes.subarray(0, handle.readSync(bytes) ?? 0);
}
