import { UserError } from "../user_error.ts";

/**
 * Whether a file is CSV or Parquet, judged by its first bytes: a Parquet file begins with "PAR1".
 *
 * @throws {UserError} where there is no such file, or it is a folder, empty or of another kind.
 */
export function sourceKind(file: string): "csv" | "parquet" {
  const refuse = (reason: string) => new UserError(`Cannot import "${file}": ${reason}`);
  let start: Uint8Array;
  try {
    if (Deno.statSync(file).isDirectory) throw refuse("it is a folder; name a CSV or Parquet file");
    start = firstBytes(file);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) throw refuse("there is no such file");
    if (error instanceof Deno.errors.PermissionDenied) throw refuse("it may not be read");
    throw error;
  }
  if (start.length === 0) throw refuse("the file is empty");
  const magic = new TextDecoder("latin1").decode(start);
  if (magic === "PAR1") return "parquet";
  if (magic.startsWith("PK\x03\x04")) throw refuse("it is a ZIP or Excel file; export it as CSV");
  if (start[0] === 0x1f && start[1] === 0x8b) {
    throw refuse("it is compressed; unpack it with gunzip");
  }
  if (/\.parquet$/i.test(file)) throw refuse("it is not a Parquet file");
  if (start.includes(0)) throw refuse("it is neither CSV nor Parquet");
  return "csv";
}

function firstBytes(file: string): Uint8Array {
  using handle = Deno.openSync(file);
  const bytes = new Uint8Array(4);
  return bytes.subarray(0, handle.readSync(bytes) ?? 0);
}
