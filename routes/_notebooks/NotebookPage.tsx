import type { ExecutedNotebook } from "../../research/notebook/list_notebooks.ts";
import type { Cell } from "../../research/notebook/read_notebook.ts";
import { RawHtml } from "../_ui/RawHtml.tsx";
import { ExecutionLine } from "./ExecutionLine.tsx";
import { highlight } from "./highlight.ts";
import { renderMarkdown } from "./markdown.ts";
import { renderOutput } from "./render_output.ts";

interface Props {
  readonly name: string;
  readonly executed: ExecutedNotebook;
}

/** A notebook as it was executed: prose, code and what the code put out. */
export function NotebookPage({ name, executed: { notebook, execution } }: Props) {
  const { cells, title } = notebook;
  return (
    <article class="notebook">
      {title === null && <h1>{name}</h1>}
      {cells.map((cell, i) => (
        <>
          <CellView key={cell.id || i} cell={cell} />
          {i === 0 && <ExecutionLine name={name} execution={execution} />}
        </>
      ))}
      {cells.length === 0 && <ExecutionLine name={name} execution={execution} />}
    </article>
  );
}

function CellView({ cell: { kind, source, outputs } }: { readonly cell: Cell }) {
  if (kind === "markdown") {
    return (
      <div class="prose">
        <RawHtml html={renderMarkdown(source)} />
      </div>
    );
  }
  if (kind === "raw") return <pre class="text">{source}</pre>;
  return (
    <div class="cell">
      {source.trim() !== "" && (
        <pre
          class="code"
          tabIndex={0}
          aria-label="Code"
        ><code dangerouslySetInnerHTML={{ __html: highlight(source) }} /></pre>
      )}
      {outputs.length > 0 && (
        <div class="outputs">
          <RawHtml html={outputs.map((output) => renderOutput(output))} />
        </div>
      )}
    </div>
  );
}
