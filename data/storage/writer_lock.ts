import { join } from "node:path";
import { messageOf } from "../message_of.ts";
import { UserError } from "../user_error.ts";

/** How long a writer waits for its turn. */
export interface WriterLockOptions {
  /** Give up after this many milliseconds; 30,000 where it is not named. */
  readonly waitMs?: number;
}

/**
 * Run an action as the lake's only writer: an advisory lock on `.lock` in its folder, which the
 * system releases when the process ends, however it ends. The file names its holder as long as it
 * is held.
 *
 * @throws {UserError} naming the holder where another writer holds the lake for longer than the wait,
 * and where the folder cannot be written.
 */
export async function withWriterLock<T>(
  root: string,
  action: () => Promise<T>,
  options: WriterLockOptions = {},
): Promise<T> {
  const { waitMs = 30_000 } = options;
  using file = open(root);
  for (let waited = 0; !await file.tryLock(true); waited += 50) {
    if (waited >= waitMs) {
      throw new UserError(
        `Cannot write to "${root}": another process${holderIn(root)} has been writing for ` +
          `${waitMs / 1000} s; try again when it is done`,
      );
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  try {
    name(file, `${Deno.pid} (${Deno.args.slice(0, 2).join(" ") || "a notebook or script"})`);
    return await action();
  } finally {
    name(file, "");
  }
}

/** Write who holds the lock into its file. A disk that is full is no reason not to write less. */
function name(file: Deno.FsFile, holder: string): void {
  try {
    file.truncateSync(0);
    file.seekSync(0, Deno.SeekMode.Start);
    file.writeSync(new TextEncoder().encode(holder));
  } catch {
    return;
  }
}

function holderIn(root: string): string {
  try {
    const holder = Deno.readTextFileSync(join(root, ".lock"));
    return holder === "" ? "" : `, ${holder},`;
  } catch {
    return "";
  }
}

function open(root: string): Deno.FsFile {
  try {
    Deno.mkdirSync(root, { recursive: true });
    return Deno.openSync(join(root, ".lock"), { create: true, write: true });
  } catch (error) {
    const reason = messageOf(error).replace(/ \(os error.*/s, "");
    throw new UserError(`Cannot write to "${root}": ${reason}; pass another --data-dir`);
  }
}
