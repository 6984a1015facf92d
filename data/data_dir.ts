import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { UserError } from "./user_error.ts";

/** The committed sample, found beside this module whatever the working directory is. */
export const sampleDir: string = fileURLToPath(new URL("./sample", import.meta.url));

/** The data directory inside the repository, used where nothing else is named. */
export const repositoryDataDir: string = fileURLToPath(new URL(".", import.meta.url)).replace(
  /[\\/]$/,
  "",
);

/**
 * The data directory where none is passed: `TAPEOUT_DATA_DIR`, else the repository's `data/`. A
 * variable that is empty counts as unset.
 */
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

/**
 * Return a data directory as it is; it need not exist yet.
 *
 * @throws {UserError} where it is a file.
 */
export function checkDataDir(dataDir: string): string {
  try {
    if (Deno.statSync(dataDir).isDirectory) return dataDir;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return dataDir;
    throw error;
  }
  throw new UserError(`Cannot use "${dataDir}" as data directory: it is a file; name a folder`);
}
