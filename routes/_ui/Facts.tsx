import type { ComponentChildren } from "preact";

/** A named fact; `code` is for ids and hashes. */
export interface FactItem {
  readonly label: string;
  readonly text: ComponentChildren;
  readonly code?: boolean;
  /** The whole of what is shown shortened. */
  readonly title?: string;
}

/** Facts in two columns, each behind its name. */
export function Facts({ items }: { readonly items: readonly FactItem[] }) {
  return (
    <dl class="facts">
      {items.map(({ label, text, code, title }) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd title={title}>{code ? <code>{text}</code> : text}</dd>
        </div>
      ))}
    </dl>
  );
}
