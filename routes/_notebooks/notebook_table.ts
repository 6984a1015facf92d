import type { TableModel } from "../../islands/ui/table_model.ts";
import type { NotebookSummary } from "../../research/notebook/list_notebooks.ts";
import { formatCount, formatMinute, MISSING } from "../../research/report/format.ts";
import { executionState } from "./execution_state.ts";

/** Notebooks in one line each: when they were executed, and how that ended. */
export function notebookTable(notebooks: readonly NotebookSummary[]): TableModel {
  return {
    columns: [
      { title: "Notebook", words: true },
      { title: "Title", words: true },
      { title: "State", words: true },
      { title: "Cells" },
      { title: "Runs made" },
      { title: "Executed, UTC" },
    ],
    rows: notebooks.map(({ name, title, latest }) => ({
      key: name,
      cells: [
        { text: name, href: `/notebooks/${encodeURIComponent(name)}` },
        title,
        latest
          ? { ...executionState(latest), note: latest.error?.message ?? "" }
          : { text: "As committed", tone: "muted" },
        latest ? formatCount(latest.cells) : MISSING,
        latest ? formatCount(latest.runs.length) : MISSING,
        latest ? formatMinute(latest.started) : MISSING,
      ],
    })),
  };
}
