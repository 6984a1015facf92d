import { UserError } from "../user_error.ts";
import { dumpHeader } from "./dump_header.ts";
import type { Batch, Source } from "./source.ts";
import { splitCsvLine } from "./split_csv_line.ts";
import { textLines } from "./text_lines.ts";

/** Lines that may stand above the header, such as the address that CryptoDataDownload begins with. */
const LEAD = 5;

/** What tells a header from other lines. */
export type IsHeader = (words: readonly string[]) => boolean;

/**
 * Open a CSV file. The delimiter (comma, semicolon, tab or bar) is the one that the header has most
 * of; blank lines are skipped. The header is the first line that is one; a file of numbers only that
 * is a known dump gets the names that its venue publishes.
 *
 * @throws {UserError} where the file is empty.
 */
export async function openCsv(
  file: string,
  { gzip, isHeader }: { readonly gzip: boolean; readonly isHeader: IsHeader },
): Promise<Source> {
  const first = await firstLines(file, gzip);
  if (first.length === 0) throw new UserError(`Cannot import "${file}": the file is empty`);
  const split = ({ text }: Line) =>
    splitCsvLine(text, delimiterOf(text)).map((word) => word.trim());
  const packed = gzip ? ", gzip" : "";
  const at = first.slice(0, LEAD).findIndex((line) => isHeader(split(line)));
  const dump = at < 0 ? dumpHeader(first.map(split)) : undefined;
  const headerLine = first[Math.max(at, 0)]!;
  const header = dump?.header ?? split(headerLine);
  return {
    format: dump === undefined ? `CSV${packed}` : `CSV without a header, ${dump.name}${packed}`,
    header,
    read: (columns) =>
      readRows(file, {
        gzip,
        columns,
        width: header.length,
        after: dump === undefined ? headerLine.number : 0,
        delimiter: delimiterOf(headerLine.text),
      }),
  };
}

interface Line {
  readonly number: number;
  readonly text: string;
}

interface RowsToRead {
  readonly gzip: boolean;
  readonly columns: readonly number[];
  readonly width: number;
  /** Number of the last line that is no row. */
  readonly after: number;
  readonly delimiter: string;
}

async function* readRows(file: string, rows: RowsToRead): AsyncGenerator<Batch> {
  const { columns, width, delimiter } = rows;
  let number = 0;
  for await (const lines of textLines(file, rows.gzip)) {
    const numbers: number[] = [];
    const texts: string[] = [];
    for (const text of lines) {
      if (++number <= rows.after || text.trim() === "") continue;
      numbers.push(number);
      texts.push(text);
    }
    const cells = columns.map(() => new Array<string | null>(texts.length));
    const surplus = new Set<number>();
    for (let row = 0; row < texts.length; row++) {
      const fields = splitCsvLine(texts[row]!, delimiter);
      if (fields.length > width && fields.slice(width).some((field) => field.trim() !== "")) {
        surplus.add(row);
      }
      for (let i = 0; i < columns.length; i++) cells[i]![row] = fields[columns[i]!] ?? null;
    }
    yield {
      rows: texts.length,
      columns: cells,
      number: (row) => numbers[row]!,
      text: (row) => texts[row]!,
      fault: (row) => surplus.has(row) ? "more fields than the header" : undefined,
    };
  }
}

/** The first lines that are not blank. */
async function firstLines(file: string, gzip: boolean): Promise<Line[]> {
  const first: Line[] = [];
  let number = 0;
  for await (const lines of textLines(file, gzip)) {
    for (const text of lines) {
      number++;
      if (text.trim() === "") continue;
      first.push({ number, text: text.replace(/^\ufeff/, "") });
      if (first.length === 100) return first;
    }
  }
  return first;
}

function delimiterOf(header: string): string {
  const counts = [",", ";", "\t", "|"].map((each) => [each, header.split(each).length] as const);
  return counts.sort(([, a], [, b]) => b - a)[0]![0];
}
