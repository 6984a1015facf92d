import { basename, dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { z } from "zod";
import { UserError } from "../../../data/user_error.ts";
import { type CellError, type Execution, executionsDir } from "../execution.ts";
import { RUN_LOG } from "../log_run.ts";
import { notebooksDir } from "../list_notebooks.ts";
import { readNotebook } from "../read_notebook.ts";
import { jupyterEnv, repositoryRoot } from "./venv.ts";

const runner = fileURLToPath(new URL("./execute_notebook.py", import.meta.url));

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

const eventSchema = z.discriminatedUnion("event", [
  z.object({ event: z.literal("start"), cells: z.number() }),
  z.object({ event: z.literal("cell"), number: z.number() }),
  z.object({
    event: z.literal("end"),
    error: z.object({
      kind: z.enum(["error", "timeout", "dead"]),
      number: z.number(),
      message: z.string(),
    }).nullable(),
  }),
]);

type Event = z.infer<typeof eventSchema>;

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
    const { cells, error } = await run(file, { ...options, copy, log });
    const execution: Execution = {
      executionId,
      name,
      status: error === null ? "succeeded" : "failed",
      started,
      durationMs: Date.now() - started,
      cells,
      runs: Deno.readTextFileSync(log).split("\n").filter((line) => line !== ""),
      error: error && cellError(file, error, options.timeoutSeconds),
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

async function run(
  file: string,
  { python, dataDir, timeoutSeconds, copy, log, onCell }: ExecuteOptions & {
    readonly copy: string;
    readonly log: string;
  },
): Promise<{ cells: number; error: Extract<Event, { event: "end" }>["error"] }> {
  const child = new Deno.Command(python, {
    args: [
      "-I",
      runner,
      file,
      copy,
      "--cwd",
      kernelFolder(file),
      "--timeout",
      String(timeoutSeconds),
    ],
    env: { ...jupyterEnv(dataDir), [RUN_LOG]: log },
    stdin: "piped",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  const said = new Response(child.stderr).text();
  let cells = 0;
  let end: Extract<Event, { event: "end" }> | undefined;
  for await (const line of lines(child.stdout)) {
    const event = eventSchema.parse(JSON.parse(line));
    if (event.event === "start") cells = event.cells;
    else if (event.event === "cell") onCell?.(event.number, cells);
    else end = event;
  }
  await child.stdin.close().catch(() => {});
  await child.status;
  if (end) return { cells, error: end.error };
  const last = (await said).trim().split("\n").at(-1) || "it said nothing";
  throw new UserError(
    `Cannot execute "${file}": Jupyter ended early (${last}); delete the folder .venv to have ` +
      "it installed anew",
  );
}

/** The kernel finds `deno.json` from its folder, so it never runs outside the repository. */
function kernelFolder(file: string): string {
  const folder = dirname(file);
  return relative(repositoryRoot, folder).startsWith("..") ? notebooksDir : folder;
}

async function* lines(stream: ReadableStream<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  let rest = "";
  for await (const bytes of stream) {
    const parts = (rest + decoder.decode(bytes, { stream: true })).split("\n");
    rest = parts.pop()!;
    yield* parts;
  }
}

function cellError(
  file: string,
  { kind, number, message }: NonNullable<Extract<Event, { event: "end" }>["error"]>,
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
