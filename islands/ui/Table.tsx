import type { Cell, Column, TableModel } from "./table_model.ts";
import { Value } from "./Value.tsx";

interface Props {
  readonly model: TableModel;
  /** What the table is, for those who do not see the heading above it. */
  readonly label: string;
  /** Whether it scrolls inside itself beyond a screen's height. */
  readonly tall?: boolean;
}

/** A table that scrolls inside itself where it is too wide, its first column standing still. */
export function Table({ model: { columns, rows }, label, tall = false }: Props) {
  return (
    <div class={tall ? "scroll tall" : "scroll"} tabIndex={0} role="region" aria-label={label}>
      <table>
        <thead>
          <tr>{columns.map((column) => <Heading key={column.title} {...column} />)}</tr>
        </thead>
        <tbody>
          {rows.map(({ key, cells }) => (
            <tr key={key}>
              {cells.map((cell, i) => (
                <Body key={i} cell={cell} words={columns[i]?.words ?? false} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Heading({ title, words, href, sorted }: Column) {
  return (
    <th scope="col" class={words ? "words" : "number"} aria-sort={sorted}>
      {href === undefined ? title : (
        <a class="sort" href={href}>
          {title}
          <span aria-hidden="true">{sorted ? sorted === "ascending" ? " ↑" : " ↓" : ""}</span>
        </a>
      )}
    </th>
  );
}

function Body({ cell, words }: { readonly cell: Cell; readonly words: boolean }) {
  const { text, tone = "plain", href, code, note } = typeof cell === "string"
    ? { text: cell }
    : cell;
  const value = code ? <code>{text}</code> : <Value text={text} />;
  return (
    <td class={`${words ? "words" : "number"} ${tone}`}>
      {href === undefined ? value : <a href={href}>{value}</a>}
      {note && <span class="muted">{` ${note}`}</span>}
    </td>
  );
}
