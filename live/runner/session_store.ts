import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import type { SessionState } from "../journal/session_view.ts";

/** A session as its journal's first table has it. */
export interface StoredSession {
  readonly sessionId: string;
  readonly config: string;
  readonly started: number;
  readonly updated: number;
  readonly state: SessionState;
  readonly reason: string;
}

/** Where a data directory keeps its sessions. */
export function sessionsDir(dataDir: string): string {
  return join(dataDir, "sessions");
}

/** A session's journal. */
export function journalFile(dataDir: string, sessionId: string): string {
  return join(sessionsDir(dataDir), sessionId, "journal.sqlite");
}

/** The ledger of a session's paper venue. */
export function ledgerFile(dataDir: string, sessionId: string): string {
  return join(sessionsDir(dataDir), sessionId, "paper_venue.sqlite");
}

/** Every session, the latest of each deployment last. */
export function storedSessions(dataDir: string): StoredSession[] {
  return sessionIds(dataDir).flatMap((sessionId) => readStored(dataDir, sessionId) ?? []);
}

/** One session's own row, or null where its journal was never begun. */
export function readStored(dataDir: string, sessionId: string): StoredSession | null {
  let db: DatabaseSync;
  try {
    db = openForReading(dataDir, sessionId);
  } catch {
    return null;
  }
  try {
    const row = db.prepare("SELECT config, started, updated, state, reason FROM session").get();
    return row ? { sessionId, ...row } as unknown as StoredSession : null;
  } catch {
    return null;
  } finally {
    db.close();
  }
}

/** A session's journal opened beside its writer. */
export function openForReading(dataDir: string, sessionId: string): DatabaseSync {
  return new DatabaseSync(journalFile(dataDir, sessionId), { readOnly: true, timeout: 5_000 });
}

/** Ids end with a number that counts a deployment's sessions; they come in that order. */
export function sessionIds(dataDir: string): string[] {
  let names: string[];
  try {
    names = [...Deno.readDirSync(sessionsDir(dataDir))]
      .filter(({ isDirectory }) => isDirectory).map(({ name }) => name);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return [];
    throw error;
  }
  return names.sort((a, b) => a.localeCompare(b, "en", { numeric: true }));
}
