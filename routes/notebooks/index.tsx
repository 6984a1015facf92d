import { createRoute } from "honox/factory";
import { Table } from "../../islands/ui/Table.tsx";
import { listNotebooks } from "../../research/notebook/list_notebooks.ts";
import { notebookTable } from "../_notebooks/notebook_table.ts";
import { Empty } from "../_ui/Empty.tsx";

/** Every notebook, with its latest execution. */
export default createRoute((c) => {
  const notebooks = listNotebooks(c.var.dashboard.dataDir);
  return c.render(
    <>
      <h1>Notebooks</h1>
      {notebooks.length === 0
        ? (
          <Empty command="deno task notebook:run">
            Notebooks stand here with the outputs of their latest execution.
          </Empty>
        )
        : <Table model={notebookTable(notebooks)} label="Notebooks" />}
    </>,
    { title: "Notebooks", trail: [{ label: "Notebooks" }] },
  );
});
