import { basename, join } from "node:path";
import { type CellError, type Execution, executionsDir } from "../execution.ts";
import { readNotebook } from "../read_notebook.ts";
import { executeCells, type Failure } from "./execute_cells.ts";

/** How a notebook is executed. */
export interface ExecuteOptions {
  readonly dataDir: string;
  /** The Python that `setUpJupyter` returned. */
  readonly python: string;
  /** The longest that one cell may run. */
  readonly timeoutSeconds: number;
  readonly onCell?: (number: number, cells: number) => void;
}

/** A finished execution and the folder that holds its copy and record. */
export interface Executed {
  readonly execution: Execution;
  readonly path: string;
}

/**
 * Executes a notebook from top to bottom in a fresh kernel and keeps the executed copy, failed or
 * not, with its record under `<dataDir>/notebooks/<name>/<executionId>/`. The folder appears whole;
 * the notebook itself is not touched. A failing cell ends the execution. A notebook from outside the
 * repository runs in `notebooks/`.
 *
 * @param file the notebook.
 * @throws UserError where the notebook cannot be read or Jupyter does not start.
 */
export async function executeNotebook(file: string, options: ExecuteOptions): Promise<Executed> {
  const { dataDir } = options;
  readNotebook(file);
  const started = Date.now();
  const executionId = makeExecutionId(started);
  const name = basename(file, ".ipynb");
  const folder = executionsDir(dataDir, name);
  const staged = join(folder, `.${executionId}`);
  await Deno.mkdir(staged, { recursive: true });
  try {
    const copy = join(staged, "executed.ipynb");
    const log = join(staged, "runs.txt");
    await Deno.writeTextFile(log, "");
    const { cells, failure } = await executeCells({ ...options, file, copy, log });
    const execution: Execution = {
      executionId,
      name,
      status: failure === null ? "succeeded" : "failed",
      started,
      durationMs: Date.now() - started,
      cells,
      runs: Deno.readTextFileSync(log).split("\n").filter((line) => line !== ""),
      error: failure && cellError(file, failure, options.timeoutSeconds),
    };
    await Deno.remove(log);
    await Deno.writeTextFile(
      join(staged, "execution.json"),
      JSON.stringify(execution, null, 2) + "\n",
    );
    const path = join(folder, executionId);
    await Deno.rename(staged, path);
    return { execution, path };
  } catch (error) {
    await Deno.remove(staged, { recursive: true }).catch(() => {});
    throw error;
  }
}

function cellError(
  file: string,
  { kind, number, message }: Failure,
  timeoutSeconds: number,
): CellError {
  const cell = readNotebook(file).cells
    .filter((each) => each.kind === "code" && each.source.trim() !== "")[number - 1];
  const reasons = {
    error: message.trim() || "it threw an error without a message",
    timeout: `it ran longer than ${timeoutSeconds} s; raise --timeout or make the cell lighter`,
    dead: "the kernel ended; Deno.exit or too little memory does that",
  };
  return {
    cell: number,
    source: (cell?.source ?? "").split("\n").slice(0, 3).join("\n"),
    message: reasons[kind].split("\n")[0]!,
  };
}

/** Named by its time, so that names sort by time, and four letters of chance against a tie. */
function makeExecutionId(now: number): string {
  const time = new Date(now).toISOString().replace(/[-:.Z]/g, "").replace("T", "-");
  return `${time}-${crypto.randomUUID().slice(0, 4)}`;
}
