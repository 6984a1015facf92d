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
  Deno.mkdirSync(dirname(path), { recursive: true });
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

function syncPath(path: string): void {
  if (Deno.build.os === "windows") return;
  using file = Deno.openSync(path);
  file.syncSync();
}
