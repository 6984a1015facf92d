import { basename, dirname, join } from "node:path";

/** A complete new file under a temporary name beside the one that it will replace. */
export interface StagedFile {
  readonly path: string;
  readonly temporary: string;
}

const suffix = ".tmp";

/** Write a file under a temporary name in its own folder and force it to the disk. */
export async function stageFile(
  path: string,
  write: (temporary: string) => Promise<void>,
): Promise<StagedFile> {
  makeFolder(dirname(path));
  const temporary = join(dirname(path), `.${basename(path)}${suffix}`);
  await write(temporary);
  syncPath(temporary);
  return { path, temporary };
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

/** Delete what a writer that was killed left behind. Only the holder of the writer lock may. */
export function removeStaleFiles(root: string): void {
  for (const entry of Deno.readDirSync(root)) {
    const path = join(root, entry.name);
    if (entry.isDirectory) removeStaleFiles(path);
    else if (entry.name.startsWith(".") && entry.name.endsWith(suffix)) Deno.removeSync(path);
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
