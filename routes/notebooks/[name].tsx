import { createRoute } from "honox/factory";
import { findNotebook } from "../_notebooks/find_notebook.ts";
import { NotebookPage } from "../_notebooks/NotebookPage.tsx";

/** One notebook with its outputs; nothing in it runs here. */
export default createRoute((c) => {
  const found = findNotebook(c);
  if (!found) return c.notFound();
  const { name, executed } = found;
  return c.render(<NotebookPage name={name} executed={executed} />, {
    title: executed.notebook.title ?? name,
    trail: [{ label: "Notebooks", href: "/notebooks" }, { label: name }],
  });
});
