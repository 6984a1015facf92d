import { ColumnTable } from "arquero";
import { formatCount, formatPlural } from "../report/format.ts";
import { html } from "../report/html/markup.ts";
import { htmlTable } from "../report/html/html_table.ts";
import { columnText } from "./column_text.ts";
import { framed } from "./frame.ts";
import { jupyterDisplay, type MimeBundle } from "./kernel.ts";
import { units } from "./units.ts";

/** Rows at each end of a long table, and columns of a wide one, that are shown. */
const FIRST = 10;
const LAST = 5;
const COLUMNS = 24;

/** Lets every Arquero table show itself in a notebook; calling it again changes nothing. */
export function showTables(): void {
  Object.defineProperty(ColumnTable.prototype, jupyterDisplay, {
    configurable: true,
    value(this: ColumnTable): MimeBundle {
      return tableBundle(this);
    },
  });
}

/** A table as HTML and as text: both ends of a long one, with the count of all rows beneath. */
export function tableBundle(table: ColumnTable): MimeBundle {
  const { heads, rows, count } = cells(table);
  return {
    "text/html": framed(html`
      ${htmlTable(
        heads.map(({ title, words }) => ({ title, words })),
        rows,
      )}<p class="muted">${count}</p>
    `),
    "text/plain": plainText(heads, rows, count),
  };
}

interface Head {
  readonly title: string;
  readonly words: boolean;
}

interface Cells {
  readonly heads: readonly Head[];
  readonly rows: readonly (readonly string[])[];
  readonly count: string;
}

function cells(table: ColumnTable): Cells {
  const names = table.columnNames().slice(0, COLUMNS);
  const indices = table.indices();
  const short = indices.length <= FIRST + LAST;
  const shown = short ? [...indices] : [...indices.slice(0, FIRST), ...indices.slice(-LAST)];
  const inUnits = units(table);
  const columns = names.map((name) => {
    const values = shown.map((row) => table.column(name)!.at(row) as unknown);
    const { words, text } = columnText(values);
    const unit = inUnits[name];
    return { title: unit ? `${name}, ${unit}` : name, words, texts: values.map(text) };
  });
  const rows = shown.map((_, row) => columns.map(({ texts }) => texts[row]!));
  if (!short) rows.splice(FIRST, 0, columns.map(() => "…"));
  const hidden = table.numCols() - names.length;
  const count =
    `${formatPlural(indices.length, "row")} × ${formatPlural(table.numCols(), "column")}` +
    (hidden > 0 ? `, the first ${formatCount(COLUMNS)} shown` : "");
  return { heads: columns, rows, count };
}

function plainText(heads: readonly Head[], rows: Cells["rows"], count: string): string {
  const widths = heads.map(({ title }, i) =>
    rows.reduce((width, row) => Math.max(width, row[i]!.length), title.length)
  );
  const line = (texts: readonly string[]) =>
    texts.map((text, i) => heads[i]!.words ? text.padEnd(widths[i]!) : text.padStart(widths[i]!))
      .join("  ").trimEnd();
  return [line(heads.map(({ title }) => title)), ...rows.map(line), "", count].join("\n");
}
