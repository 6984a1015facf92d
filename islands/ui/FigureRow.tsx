import type { Figure } from "../session_model.ts";
import { Value } from "./Value.tsx";

/** The figures that are read first, each above what it is compared with. */
export function FigureRow({ figures }: { readonly figures: readonly Figure[] }) {
  return (
    <dl class="key">
      {figures.map(({ label, text, tone, note }) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd class={tone}>
            <Value text={text} />
          </dd>
          <dd class="muted">
            <Value text={note} />
          </dd>
        </div>
      ))}
    </dl>
  );
}
