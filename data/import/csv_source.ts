import { UserError } from "../user_error.ts";
import type { Cell } from "./parse_number.ts";
import type { SourceFile, SourceRow } from "./source_row.ts";
import { recogniseColumns } from "./recognise_columns.ts";
import { splitCsvLine } from "./split_csv_line.ts";
import { noHeader } from "./no_header.ts";

/**
 * Hand each row of a CSV file on, reading it as a stream. The delimiter (comma, semicolon, tab or
 * bar) is the one that the header has most of; blank lines are skipped.
 *
 * @throws {UserError} where the file is empty or its header is not recognised.
 */
export async function readCsv(source: SourceFile, take: (row: SourceRow) => void): Promise<void> {
  let parse: ((text: string, row: number) => SourceRow) | undefined;
  let row = 0;
  for await (const lines of linesOf(source.file)) {
    for (const text of lines) {
      row++;
      if (text.trim() === "") continue;
      if (parse === undefined) parse = parserOf(text, source);
      else take(parse(text, row));
    }
  }
  if (parse === undefined) throw new UserError(`Cannot import "${source.file}": the file is empty`);
}

function parserOf(headerLine: string, { file, base }: SourceFile) {
  const delimiter = delimiterOf(headerLine);
  const header = splitCsvLine(headerLine, delimiter);
  const columns = recogniseColumns(header, base);
  if (!("time" in columns)) throw noHeader(file, header, columns);
  const { time, open, high, low, close, volume = header.length } = columns;
  const hasVolume = columns.volume !== undefined;
  return (text: string, row: number): SourceRow => {
    const fields = splitCsvLine(text, delimiter);
    const surplus = fields.slice(header.length).some((field) => field.trim() !== "");
    const cell = (index: number): Cell => fields[index] ?? null;
    const cells = [time, open, high, low, close, volume].map(cell) as Mutable<SourceRow["cells"]>;
    return { row, cells, hasVolume, surplus, text };
  };
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

function delimiterOf(header: string): string {
  const counts = [",", ";", "\t", "|"].map((each) => [each, header.split(each).length] as const);
  return counts.sort(([, a], [, b]) => b - a)[0]![0];
}

/** Lines of a UTF-8 file without their ends, in batches of what one read brought. */
async function* linesOf(file: string): AsyncGenerator<string[]> {
  const stream = (await Deno.open(file)).readable.pipeThrough(new TextDecoderStream());
  let rest = "";
  for await (const chunk of stream) {
    const lines = (rest + chunk).split(/\r\n|\n|\r(?!$)/);
    rest = lines.pop()!;
    yield lines;
  }
  if (rest !== "") yield [rest.replace(/\r$/, "")];
}
