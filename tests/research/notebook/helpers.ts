import { fileURLToPath } from "node:url";

export const root = fileURLToPath(new URL("../../../", import.meta.url));

/** What a command said and how it ended. */
export interface Said {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs one of the commands as its task does. */
export function runCommand(
  command: "notebook" | "notebook_run" | "backtest",
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<Said> {
  const permissions = command === "backtest" ? "backtest" : "notebook";
  return deno(
    ["run", "-q", `-P=${permissions}`, `research/commands/${command}.ts`, ...args],
    env,
  );
}

/** Runs Deno in the repository. */
export async function deno(
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<Said> {
  const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: [...args],
    cwd: root,
    env: { NO_COLOR: "1", INIT_CWD: "", ...env },
  }).output();
  const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
  return { code, stdout: text(stdout), stderr: text(stderr) };
}

/** Writes a notebook of these cells of code and returns its path. */
export function writeNotebook(folder: string, name: string, cells: readonly string[]): string {
  const file = `${folder}/${name}.ipynb`;
  Deno.writeTextFileSync(
    file,
    JSON.stringify({
      nbformat: 4,
      nbformat_minor: 5,
      metadata: { kernelspec: { name: "tapeout", display_name: "Tapeout (Deno)" } },
      cells: [
        { id: "title", cell_type: "markdown", metadata: {}, source: ["# A test\n", "of cells"] },
        ...cells.map((source, i) => ({
          id: `cell-${i}`,
          cell_type: "code",
          metadata: {},
          source,
          outputs: [],
          execution_count: null,
        })),
      ],
    }),
  );
  return file;
}
