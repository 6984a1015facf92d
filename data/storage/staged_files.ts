import { basename, dirname, join } from "node:path";
import { messageOf } from "../message_of.ts";
import { UserError } from "../user_error.ts";

/** A complete new file under a temporary name beside the one that it will replace. */
export interface StagedFile {
  readonly path: string;
  readonly temporary: string;
}

const suffix = ".tmp";

/**
 * Write a file under a temporary name in its own folder and force it to the disk. Where that fails
 * nothing is left of it.
 *
 * @throws {UserError} where the disk is full.
 */
export async function stageFile(
  path: string,
  write: (temporary: string) => Promise<void>,
): Promise<StagedFile> {
  makeFolder(dirname(path));
  const temporary = join(dirname(path), `.${basename(path)}${suffix}`);
  try {
    await write(temporary);
    syncPath(temporary);
  } catch (error) {
    discardFiles([{ path, temporary }]);
    if (!/no space left|disk quota|ENOSPC|EDQUOT/i.test(messageOf(error))) throw error;
    throw new UserError(
      `Cannot write "${path}": the disk is full; free some space and run the command again ` +
        `(what was held before is unharmed)`,
    );
  }
  return { path, temporary };
}

/** Give staged files up: what stands under their names stays. */
export function discardFiles(staged: readonly StagedFile[]): void {
  for (const { temporary } of staged) {
    try {
      Deno.removeSync(temporary);
    } catch (error) {
      if (!(error instanceof Deno.errors.NotFound)) throw error;
    }
  }
}

/** Put staged files in place, each by one atomic rename: readers see the old file or the new one. */
export function commitFiles(staged: readonly StagedFile[]): void {
  for (const { path, temporary } of staged) Deno.renameSync(temporary, path);
  for (const dir of new Set(staged.map(({ path }) => dirname(path)))) syncPath(dir);
}

/**
 * Put a staged folder in place whole: its files are on the disk before its name is, so neither a
 * reader nor a crash ever sees a part of it. The new name must be free.
 */
export function commitFolder(temporary: string, path: string): void {
  for (const { name } of Deno.readDirSync(temporary)) syncPath(join(temporary, name));
  syncPath(temporary);
  Deno.renameSync(temporary, path);
  syncPath(dirname(path));
}

/**
 * Make a folder with the missing ones above it, each name on the disk before it is relied on.
 *
 * @param mode who may do what in the folder itself; as the system has it where not named.
 */
export function makeFolder(path: string, mode = 0o777): void {
  if (isFolder(path)) return;
  makeFolder(dirname(path));
  Deno.mkdirSync(path, { recursive: true, mode });
  syncPath(dirname(path));
}

/** Write a text file so that a crash leaves the old text or the new one. */
export async function replaceTextFile(path: string, text: string): Promise<void> {
  commitFiles([await stageFile(path, (temporary) => Deno.writeTextFile(temporary, text))]);
}

/**
 * Delete what a writer that was killed left behind in a folder. Only the holder of the writer lock
 * may.
 */
export function removeStaleFiles(dir: string): void {
  if (!isFolder(dir)) return;
  for (const { name, isFile } of Deno.readDirSync(dir)) {
    if (isFile && name.startsWith(".") && name.endsWith(suffix)) Deno.removeSync(join(dir, name));
  }
}

function isFolder(path: string): boolean {
  try {
    return Deno.statSync(path).isDirectory;
  } catch {
    return false;
  }
}

function syncPath(path: string): void {
  if (Deno.build.os === "windows") return;
  using file = Deno.openSync(path);
  file.syncSync();
}
