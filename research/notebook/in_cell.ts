import { UserError } from "../../data/user_error.ts";
import { kernel } from "./kernel.ts";

const running = new Set<AbortController>();

/**
 * Keeps the kernel alive when the cell is interrupted: without a listener the signal would end it,
 * and with it every variable. Loading the research API in a kernel calls it once.
 */
export function surviveInterrupts(): void {
  Deno.addSignalListener("SIGINT", () => {
    for (const controller of running) controller.abort();
  });
}

/**
 * Runs an action of the research API for a cell. An interrupt aborts the signal; a user's mistake is
 * shown as its one sentence, without a stack trace.
 */
export async function inCell<T>(action: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const controller = new AbortController();
  running.add(controller);
  try {
    return await action(controller.signal);
  } catch (error) {
    if (error instanceof UserError && kernel()) error.stack = `error: ${error.message}`;
    throw error;
  } finally {
    running.delete(controller);
  }
}
