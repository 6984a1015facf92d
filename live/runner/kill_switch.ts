import { messageOf } from "../../data/message_of.ts";
import { join } from "node:path";
import { sessionsDir } from "./session_store.ts";

/** The kill switch of a data directory is a file: it outlives every process and needs none. */
function switchFile(dataDir: string): string {
  return join(sessionsDir(dataDir), "KILL_SWITCH");
}

/** The reason where the kill switch is on, else "". */
export function readKillSwitch(dataDir: string): string {
  try {
    return Deno.readTextFileSync(switchFile(dataDir)).trim() || "no reason given";
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return "";
    // A switch that cannot be read counts as pressed.
    return `the switch cannot be read: ${messageOf(error)}`;
  }
}

/** Presses it: every session cancels its open orders and halts before its next bar. */
export function pressKillSwitch(dataDir: string, reason: string): void {
  Deno.mkdirSync(sessionsDir(dataDir), { recursive: true });
  Deno.writeTextFileSync(switchFile(dataDir), reason + "\n");
}

/** Releases it; returns whether it was on. */
export function releaseKillSwitch(dataDir: string): boolean {
  try {
    Deno.removeSync(switchFile(dataDir));
    return true;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    throw error;
  }
}
