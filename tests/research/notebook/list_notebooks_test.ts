import assert from "node:assert/strict";
import type { Execution } from "../../../research/notebook/execution.ts";
import {
  latestExecution,
  listNotebooks,
  readExecuted,
} from "../../../research/notebook/list_notebooks.ts";
import { readNotebook } from "../../../research/notebook/read_notebook.ts";
import { inTempDir, refuses } from "../../data/helpers.ts";
import { writeNotebook } from "./helpers.ts";

function keepExecution(dataDir: string, name: string, executionId: string): void {
  const folder = `${dataDir}/notebooks/${name}/${executionId}`;
  Deno.mkdirSync(folder, { recursive: true });
  const execution: Execution = {
    executionId,
    name,
    status: "succeeded",
    started: 0,
    durationMs: 1,
    cells: 1,
    runs: [],
    error: null,
  };
  Deno.writeTextFileSync(`${folder}/execution.json`, JSON.stringify(execution));
  Deno.renameSync(writeNotebook(folder, name, [executionId]), `${folder}/executed.ipynb`);
}

Deno.test("listNotebooks tells committed and executed notebooks with their latest execution", async () => {
  await inTempDir((dataDir) => {
    keepExecution(dataDir, "mine", "20240101-a");
    keepExecution(dataDir, "mine", "20240102-b");
    Deno.mkdirSync(`${dataDir}/notebooks/mine/.20240103-c`);
    const [mine, quickStart] = ["mine", "quick_start"].map((name) =>
      listNotebooks(dataDir).find((each) => each.name === name)!
    );
    assert.deepEqual([mine!.title, mine!.file], ["A test", null]);
    assert.equal(mine!.latest?.executionId, "20240102-b");
    assert.equal(quickStart!.title, "Quick start: from a question to a strategy");
    assert.equal(quickStart!.latest, null);
  });
});

Deno.test("readExecuted gives the latest outputs, else the committed ones", async () => {
  await inTempDir((dataDir) => {
    const committed = readExecuted(dataDir, "quick_start");
    assert.equal(committed.execution, null);
    assert.ok(committed.notebook.cells.some(({ outputs }) => outputs.length > 0));
    keepExecution(dataDir, "quick_start", "20240101-a");
    const { notebook, execution } = readExecuted(dataDir, "quick_start");
    assert.equal(execution?.executionId, "20240101-a");
    assert.deepEqual(notebook.cells.map(({ kind, source }) => [kind, source]), [
      ["markdown", "# A test\nof cells"],
      ["code", "20240101-a"],
    ]);
  });
});

Deno.test("a notebook's name never leads out of the folder", async () => {
  await inTempDir(async (dataDir) => {
    keepExecution(dataDir, "mine", "20240101-a");
    for (const name of ["../notebooks/mine", "..", "", "a\\b", "no_such"]) {
      assert.equal(latestExecution(dataDir, name), null);
      await refuses(() => readExecuted(dataDir, name), "No notebook");
    }
  });
});

Deno.test("readNotebook refuses what is none", async () => {
  await inTempDir(async (dir) => {
    await refuses(() => readNotebook(`${dir}/none.ipynb`), "check the path");
    Deno.writeTextFileSync(`${dir}/text.ipynb`, "hello");
    await refuses(() => readNotebook(`${dir}/text.ipynb`), "Cannot read the notebook");
    Deno.writeTextFileSync(`${dir}/old.ipynb`, JSON.stringify({ nbformat: 3, worksheets: [] }));
    await refuses(() => readNotebook(`${dir}/old.ipynb`), "not a notebook of format 4");
  });
});
