import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { namesIn } from "../../data/storage/folder.ts";
import { UserError } from "../../data/user_error.ts";
import { type Execution, executionSchema, executionsDir } from "./execution.ts";
import { type Notebook, readNotebook } from "./read_notebook.ts";

/** Where the repository keeps its notebooks. */
export const notebooksDir: string = fileURLToPath(new URL("../../notebooks", import.meta.url));

/** A notebook that can be looked at. */
export interface NotebookSummary {
  readonly name: string;
  /** Its first heading, else its name. */
  readonly title: string;
  /** Its file in the repository; null where only executions of it are left. */
  readonly file: string | null;
  /** Its latest headless execution in this data directory, or null. */
  readonly latest: Execution | null;
}

/** A notebook with outputs, and where these come from. */
export interface ExecutedNotebook {
  readonly notebook: Notebook;
  /** The execution that made the outputs; null where they are those committed with the notebook. */
  readonly execution: Execution | null;
}

/** The repository's notebooks and those that were executed in a data directory, by name. */
export function listNotebooks(dataDir: string): NotebookSummary[] {
  const names = new Set([
    ...notebookFiles().map((file) => basename(file, ".ipynb")),
    ...namesIn(join(dataDir, "notebooks")).filter((name) => latestExecution(dataDir, name)),
  ]);
  return [...names].sort().flatMap((name): NotebookSummary[] => {
    const file = committed(name);
    const latest = latestExecution(dataDir, name);
    try {
      const { title } = file === null ? readExecuted(dataDir, name).notebook : readNotebook(file);
      return [{ name, title: title ?? name, file, latest }];
    } catch (error) {
      if (error instanceof UserError) return [];
      throw error;
    }
  });
}

/** Files of the repository's notebooks, by name. */
export function notebookFiles(): string[] {
  return namesIn(notebooksDir).filter((name) => name.endsWith(".ipynb")).sort()
    .map((name) => join(notebooksDir, name));
}

/** The record of a notebook's latest execution, or null where there is none. */
export function latestExecution(dataDir: string, name: string): Execution | null {
  if (!isName(name)) return null;
  const folder = executionsDir(dataDir, name);
  for (const id of namesIn(folder).sort().reverse()) {
    try {
      const text = Deno.readTextFileSync(join(folder, id, "execution.json"));
      return executionSchema.parse(JSON.parse(text));
    } catch {
      continue;
    }
  }
  return null;
}

/**
 * A notebook with the outputs of its latest execution, else with those that it was committed with.
 *
 * @throws UserError where there is no such notebook, or it cannot be read.
 */
export function readExecuted(dataDir: string, name: string): ExecutedNotebook {
  const execution = latestExecution(dataDir, name);
  const file = execution
    ? join(executionsDir(dataDir, name), execution.executionId, "executed.ipynb")
    : isName(name)
    ? committed(name)
    : null;
  if (file === null) {
    throw new UserError(`No notebook "${name}"; "deno task notebook" makes new ones`);
  }
  return { notebook: readNotebook(file), execution };
}

function committed(name: string): string | null {
  return notebookFiles().find((file) => basename(file, ".ipynb") === name) ?? null;
}

/** Names come from addresses too: they never leave the folder. */
function isName(name: string): boolean {
  return name !== "" && !name.startsWith(".") && !/[\\/]/.test(name);
}
