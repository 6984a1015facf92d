import { resolve } from "node:path";
import { fileURLToPath } from "node:url";

/** The committed sample, found beside this module whatever the working directory is. */
export const sampleDir: string = fileURLToPath(new URL("./sample", import.meta.url));

/** The data directory inside the repository, used where nothing else is named. */
export const repositoryDataDir: string = fileURLToPath(new URL(".", import.meta.url)).replace(
  /[\\/]$/,
  "",
);

/** The data directory where none is passed: `TAPEOUT_DATA_DIR`, else the repository's `data/`. */
export function defaultDataDir(): string {
  return resolvePath(Deno.env.get("TAPEOUT_DATA_DIR") || repositoryDataDir);
}

/**
 * An absolute path. A relative one counts from where the user typed the command: `deno task` runs
 * in the project's root and leaves that place in `INIT_CWD`.
 */
export function resolvePath(path: string): string {
  return resolve(Deno.env.get("INIT_CWD") || Deno.cwd(), path);
}
