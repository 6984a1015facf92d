import { zstdDecompressSync } from "node:zlib";
import { messageOf } from "../message_of.ts";
import { UserError } from "../user_error.ts";
import type { Cell } from "./parse_number.ts";
import type { Source } from "./source.ts";

/**
 * Open a Feather file (Arrow IPC), compressed with LZ4 as pandas and freqtrade write it, with
 * Zstandard, or not at all. It is read whole.
 *
 * @throws {UserError} where the file is damaged.
 */
export async function openFeather(file: string): Promise<Source> {
  const { tableFromIPC, setCompressionCodec, CompressionType, Type } = await import(
    "@uwdata/flechette"
  );
  const { decompress } = await import("lz4js");
  const encode = () => {
    throw new Error("nothing is written as Feather");
  };
  setCompressionCodec(CompressionType.LZ4_FRAME, {
    encode,
    decode: (bytes, size) => decompress(bytes, size),
  });
  setCompressionCodec(CompressionType.ZSTD, {
    encode,
    decode: (bytes) => new Uint8Array(zstdDecompressSync(bytes)),
  });
  try {
    const table = tableFromIPC(await Deno.readFile(file), { useBigInt: true });
    const times = new Map<number, "instant" | "local">();
    table.schema.fields.forEach(({ type }, index) => {
      if (type.typeId === Type.Timestamp) times.set(index, type.timezone ? "instant" : "local");
      else if (type.typeId === Type.Date) times.set(index, "local");
    });
    return {
      format: "Feather",
      header: table.names.map(String),
      times,
      async *read(columns) {
        const cells = columns.map((index) =>
          Array.from(table.getChildAt(index).toArray(), (value) => cellOf(value, times.has(index)))
        );
        yield {
          rows: table.numRows,
          columns: cells,
          number: (row) => row + 1,
          text: (row) => cells.map((column) => column[row] ?? "").join(","),
        };
      },
    };
  } catch (error) {
    throw new UserError(
      `Cannot import "${file}": the Feather file is damaged or of a kind that is not read ` +
        `(${messageOf(error)}); write it again, or as Parquet or CSV`,
    );
  }
}

function cellOf(value: unknown, isTime: boolean): Cell {
  if (isTime && value !== null && value !== undefined) return Number(value);
  if (typeof value === "number" || typeof value === "string" || typeof value === "bigint") {
    return value;
  }
  return typeof value === "boolean" ? String(value) : null;
}
