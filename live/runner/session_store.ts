import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { UserError } from "../../data/user_error.ts";
import type { SessionState } from "../journal/session_view.ts";
import { type SessionConfig, sessionConfigSchema } from "./session_config.ts";

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

/** What the session is; null where its journal is another version's, with another shape of it. */
export function parseConfig({ config }: StoredSession): SessionConfig | null {
  return sessionConfigSchema.safeParse(JSON.parse(config)).data ?? null;
}

/**
 * What the session is.
 *
 * @throws UserError where its journal is another version's.
 */
export function requireConfig(stored: StoredSession): SessionConfig {
  const config = parseConfig(stored);
  if (config !== null) return config;
  throw new UserError(
    `Cannot read the session "${stored.sessionId}": its journal was written by another version of ` +
      "Tapeout; read it with that one",
  );
}

/** A session's journal opened beside its writer. */
export function openForReading(dataDir: string, sessionId: string): DatabaseSync {
  return new DatabaseSync(journalFile(dataDir, sessionId), { readOnly: true, timeout: 5_000 });
}

/** The id of a deployment's latest session, whatever its journal holds; undefined before the first. */
export function latestSessionId(dataDir: string, deployment: string): string | undefined {
  return sessionIds(dataDir).findLast((id) => id.replace(/-\d+$/, "") === deployment);
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
