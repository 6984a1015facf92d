import { dirname, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { z } from "zod";
import { UserError } from "../../../data/user_error.ts";
import { notebooksDir } from "../list_notebooks.ts";
import { RUN_LOG } from "../log_run.ts";
import { jupyterEnv, repositoryRoot } from "./venv.ts";

const runner = fileURLToPath(new URL("./execute_notebook.py", import.meta.url));

const errorSchema = z.object({
  kind: z.enum(["error", "timeout", "dead"]),
  /** The cell's number among those of code, from 1. */
  number: z.number(),
  message: z.string(),
});

const eventSchema = z.discriminatedUnion("event", [
  z.object({ event: z.literal("start"), cells: z.number() }),
  z.object({ event: z.literal("cell"), number: z.number() }),
  z.object({ event: z.literal("end"), error: errorSchema.nullable() }),
]);

/** How the cell that failed did. */
export type Failure = z.infer<typeof errorSchema>;

/** What to execute, and where what comes of it goes. */
export interface CellsToExecute {
  readonly file: string;
  /** Gets the notebook with its outputs. */
  readonly copy: string;
  /** Gets the ids of the runs, a line each. */
  readonly log: string;
  readonly dataDir: string;
  readonly python: string;
  readonly timeoutSeconds: number;
  readonly onCell?: ((number: number, cells: number) => void) | undefined;
}

/**
 * Executes a notebook's cells in a fresh kernel, which ends with them or with this process.
 *
 * @returns how many cells of code there are, and how one failed.
 * @throws UserError where Jupyter itself fails.
 */
export async function executeCells(
  { file, copy, log, dataDir, python, timeoutSeconds, onCell }: CellsToExecute,
): Promise<{ readonly cells: number; readonly failure: Failure | null }> {
  const child = new Deno.Command(python, {
    args: ["-I", runner, file, copy, "--cwd", kernelFolder(file), "--timeout", `${timeoutSeconds}`],
    env: { ...jupyterEnv(dataDir), [RUN_LOG]: log },
    stdin: "piped",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  const said = new Response(child.stderr).text();
  let cells = 0;
  let failure: Failure | null | undefined;
  for await (const line of lines(child.stdout)) {
    const event = eventSchema.parse(JSON.parse(line));
    if (event.event === "start") cells = event.cells;
    else if (event.event === "cell") onCell?.(event.number, cells);
    else failure = event.error;
  }
  await child.stdin.close().catch(() => {});
  await child.status;
  if (failure !== undefined) return { cells, failure };
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
