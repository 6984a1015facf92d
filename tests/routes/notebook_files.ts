import { join } from "node:path";

/**
 * Writes an execution of a notebook as `deno task notebook:run` leaves it, one cell an output: each
 * is put out as HTML, as a drawing and as text, and written as Markdown.
 */
export async function writeExecution(
  dataDir: string,
  name: string,
  outputs: Readonly<Record<string, string>>,
  runs: readonly string[],
): Promise<void> {
  const executionId = "20240101-000000000-test";
  const folder = join(dataDir, "notebooks", name, executionId);
  await Deno.mkdir(folder, { recursive: true });
  const show = (type: string, content: string) => ({
    output_type: "display_data",
    metadata: {},
    data: { [type]: content },
  });
  const cells = Object.entries(outputs).flatMap(([title, content]) => [
    { cell_type: "markdown", metadata: {}, source: `# ${title}\n\n${content}` },
    {
      cell_type: "code",
      metadata: {},
      execution_count: 1,
      source: content,
      outputs: [
        show("text/html", content),
        show("image/svg+xml", content),
        show("text/plain", content),
        show("application/javascript", content),
        { output_type: "stream", name: "stdout", text: content },
        { output_type: "error", ename: content, evalue: content, traceback: [content] },
      ],
    },
  ]);
  const notebook = { nbformat: 4, nbformat_minor: 5, metadata: {}, cells };
  await Deno.writeTextFile(join(folder, "executed.ipynb"), JSON.stringify(notebook));
  await Deno.writeTextFile(
    join(folder, "execution.json"),
    JSON.stringify({
      executionId,
      name,
      status: "succeeded",
      started: Date.UTC(2024, 0, 1),
      durationMs: 1_234,
      cells: cells.length / 2,
      runs,
      error: null,
    }),
  );
}
