import { messageOf } from "../message_of.ts";
import { UserError } from "../user_error.ts";
import { dumpHeader } from "./dump_header.ts";
import type { Cell } from "./parse_number.ts";
import type { Batch, RowFault, Source } from "./source.ts";
import { textLines, wholeText } from "./text_lines.ts";

type JsonRow = readonly unknown[] | Readonly<Record<string, unknown>>;

/** Rows whose keys make the header. */
const SAMPLE = 100;

/**
 * Open a JSON file: a list of rows, or an object that holds one, as venues answer. A row is a list
 * of values, as freqtrade and ccxt keep bars, or an object.
 *
 * @throws {UserError} where it is not JSON or holds no rows.
 */
export async function openJson(
  file: string,
  { gzip }: { readonly gzip: boolean },
): Promise<Source> {
  let value: unknown;
  try {
    value = parse(await wholeText(file, gzip));
  } catch (error) {
    if (error instanceof UserError) throw error;
    throw new UserError(`Cannot import "${file}": it is not JSON (${messageOf(error)})`);
  }
  const rows = listIn(value);
  if (rows === undefined) throw new UserError(`Cannot import "${file}": it holds no list of rows`);
  const { header, name } = headerOf(rows.slice(0, SAMPLE).filter(isRow));
  return {
    format: `JSON${name}${gzip ? ", gzip" : ""}`,
    header,
    async *read(columns) {
      yield batchOf(rows, { header, columns, number: (row) => row + 1 });
    },
  };
}

/**
 * Open a JSON Lines file: one row a line, a list of values or an object.
 *
 * @throws {UserError} where its first lines are no JSON.
 */
export async function openJsonLines(
  file: string,
  { gzip }: { readonly gzip: boolean },
): Promise<Source> {
  const sample: unknown[] = [];
  for await (const lines of textLines(file, gzip)) {
    for (const line of lines) if (line.trim() !== "") sample.push(parseLine(line));
    if (sample.length >= SAMPLE) break;
  }
  const rows = sample.slice(0, SAMPLE).filter(isRow);
  if (sample.length === 1 && listIn(sample[0]) !== undefined && !isFlat(sample[0])) {
    return await openJson(file, { gzip });
  }
  if (rows.length === 0) throw new UserError(`Cannot import "${file}": it holds no rows`);
  const { header, name } = headerOf(rows);
  return {
    format: `JSON Lines${name}${gzip ? ", gzip" : ""}`,
    header,
    async *read(columns) {
      let number = 0;
      for await (const lines of textLines(file, gzip)) {
        const numbers: number[] = [];
        const texts: string[] = [];
        for (const text of lines) {
          number++;
          if (text.trim() === "") continue;
          numbers.push(number);
          texts.push(text);
        }
        const batch = batchOf(texts.map(parseLine), {
          header,
          columns,
          number: (row) => numbers[row]!,
        });
        yield { ...batch, text: (row) => texts[row]! };
      }
    },
  };
}

interface BatchOptions {
  readonly header: readonly string[];
  readonly columns: readonly number[];
  number(row: number): number;
}

function batchOf(rows: readonly unknown[], { header, columns, number }: BatchOptions): Batch {
  return {
    rows: rows.length,
    columns: columns.map((column) =>
      rows.map((row) => {
        if (Array.isArray(row)) return cellOf(row[column]);
        return isRow(row) ? cellOf((row as Record<string, unknown>)[header[column]!]) : null;
      })
    ),
    number,
    text: (row) => JSON.stringify(rows[row]),
    fault: (row): RowFault | undefined => {
      const value = rows[row];
      if (!isRow(value)) return "not JSON";
      const surplus = Array.isArray(value) && value.length > header.length;
      return surplus ? "more fields than the header" : undefined;
    },
  };
}

function headerOf(rows: readonly JsonRow[]): { header: readonly string[]; name: string } {
  const [first] = rows;
  if (!Array.isArray(first)) {
    return { header: [...new Set(rows.flatMap((row) => Object.keys(row)))], name: "" };
  }
  const dump = dumpHeader(rows.filter(Array.isArray).map((row) => row.map(cellOf)));
  if (dump !== undefined) return { header: dump.header, name: ` lists, ${dump.name}` };
  return { header: first.map(String), name: " lists" };
}

function cellOf(value: unknown): Cell {
  if (typeof value === "number" || typeof value === "string" || typeof value === "bigint") {
    return value;
  }
  return typeof value === "boolean" ? String(value) : null;
}

function isRow(value: unknown): value is JsonRow {
  return typeof value === "object" && value !== null;
}

/** Whether it is a row of its own: it holds values and nothing that holds others. */
function isFlat(value: unknown): boolean {
  return isRow(value) && Object.values(value).every((each) => !isRow(each));
}

/** A list of rows, at the top or inside one or two objects. */
function listIn(value: unknown, depth = 2): readonly unknown[] | undefined {
  if (Array.isArray(value)) return value;
  if (!isRow(value) || depth === 0) return undefined;
  for (const each of Object.values(value)) {
    const list = listIn(each, depth - 1);
    if (list?.every(isRow)) return list;
  }
  return undefined;
}

function parseLine(line: string): unknown {
  try {
    return parse(line.replace(/^\ufeff/, ""));
  } catch {
    return undefined;
  }
}

/** Whole numbers that a double does not hold exactly stay as their text. */
function parse(text: string): unknown {
  if (!/\d{16}/.test(text)) return JSON.parse(text.replace(/^\ufeff/, ""));
  const exact = (_: string, value: unknown, { source }: { source?: string } = {}) =>
    typeof value === "number" && !Number.isSafeInteger(value) && /^-?\d+$/.test(source ?? "")
      ? source
      : value;
  return JSON.parse(text.replace(/^\ufeff/, ""), exact as (key: string, value: unknown) => unknown);
}
