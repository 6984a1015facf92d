import { fileURLToPath } from "node:url";
import { repository } from "../helpers.ts";

/** `deno task data …` as a user runs it: with the task's own permissions and no more. */
export async function data(args: string[], env: Record<string, string> = {}) {
  const output = await new Deno.Command(Deno.execPath(), {
    args: ["task", "-q", "data", ...args],
    cwd: fileURLToPath(repository),
    env: { NO_COLOR: "1", ...env },
  }).output();
  const decoder = new TextDecoder();
  return {
    code: output.code,
    stdout: decoder.decode(output.stdout),
    stderr: decoder.decode(output.stderr),
  };
}
