import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { repositoryRoot } from "./venv.ts";

/** An executed copy, and the notebook that takes its outputs. */
export interface WriteBackOptions {
  readonly executed: string;
  readonly file: string;
  readonly dataDir: string;
}

/**
 * Writes an execution's outputs into the notebook itself, without what belongs to the machine:
 * folders become relative to the repository, and the data directory is called "data".
 */
export async function writeBack({ executed, file, dataDir }: WriteBackOptions): Promise<void> {
  const machine = [
    [pathToFileURL(repositoryRoot).href + "/", ""],
    [dataDir, "data"],
    [repositoryRoot + "/", ""],
    [repositoryRoot, "."],
  ] as const;
  const clean = (_: string, value: unknown) =>
    typeof value === "string"
      ? machine.reduce((text, [path, name]) => text.replaceAll(path, name), value)
      : value;
  const notebook = JSON.parse(await Deno.readTextFile(executed), clean);
  notebook.metadata = {
    kernelspec: notebook.metadata.kernelspec,
    language_info: { name: "typescript", file_extension: ".ts" },
  };
  const staged = join(file, "..", `.${crypto.randomUUID()}.ipynb`);
  await Deno.writeTextFile(staged, JSON.stringify(notebook, null, 1) + "\n");
  await Deno.rename(staged, file);
}
