import { join } from "node:path";
import { UserError } from "../../data/user_error.ts";
import { sessionsDir } from "./session_store.ts";

const ATTEMPTS = 10;
const RETRY_MS = 30;

/**
 * Takes a deployment's lease: the right to be its only sender. It is a lock that the system frees
 * when the process ends, however it ends, and keeps while the process is merely suspended.
 *
 * @throws UserError where another runner holds it.
 */
export async function takeLease(dataDir: string, deployment: string): Promise<Deno.FsFile> {
  Deno.mkdirSync(sessionsDir(dataDir), { recursive: true });
  const lease = Deno.openSync(leaseFile(dataDir, deployment), { create: true, write: true });
  // A page that asks whether the lease is held takes it for an instant itself.
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    if (lease.tryLockSync(true)) return lease;
    await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
  }
  lease.close();
  throw new UserError(
    `Cannot run the deployment "${deployment}": another runner holds it; stop that one first`,
  );
}

/** Whether a runner holds a deployment's lease now. */
export function isHeld(dataDir: string, deployment: string): boolean {
  try {
    using lease = Deno.openSync(leaseFile(dataDir, deployment), { read: true });
    return !lease.tryLockSync(false);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    throw error;
  }
}

function leaseFile(dataDir: string, deployment: string): string {
  return join(sessionsDir(dataDir), `.${deployment}.lease`);
}
