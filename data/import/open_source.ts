import { type IsHeader, openCsv } from "./csv_source.ts";
import { openFeather } from "./feather_source.ts";
import { openJson, openJsonLines } from "./json_source.ts";
import { openParquet } from "./parquet_source.ts";
import type { Source } from "./source.ts";
import { sourceKind } from "./source_kind.ts";

/**
 * Open a file of rows, whatever kind it is of.
 *
 * @throws {UserError} where it cannot be read or is of no kind that is known.
 */
export function openSource(file: string, isHeader: IsHeader): Promise<Source> {
  const { kind, gzip } = sourceKind(file);
  switch (kind) {
    case "csv":
      return openCsv(file, { gzip, isHeader });
    case "json":
      return openJson(file, { gzip });
    case "json lines":
      return openJsonLines(file, { gzip });
    case "parquet":
      return openParquet(file);
    case "feather":
      return openFeather(file);
  }
}
