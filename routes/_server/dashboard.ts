import { listSessions, readSession, sessionVersion } from "../../live/journal/read_sessions.ts";
import type { SessionDetail, SessionSummary } from "../../live/journal/session_view.ts";
import { type Assets, loadAssets } from "./assets.ts";

/** How pages read live sessions; the journals are another process's, so only reading is possible. */
export interface SessionReader {
  /** Every session in one line each, the latest started first. */
  list(): readonly SessionSummary[];
  /** One session whole; throws a UserError where there is none of that id. */
  read(sessionId: string): SessionDetail;
  /** A text that changes whenever the session does; cheap enough to ask several times a second. */
  version(sessionId: string): string;
}

/** What the pages stand on. */
export interface Dashboard {
  /** Where runs, sessions and notebooks are kept; an absolute path. */
  readonly dataDir: string;
  readonly sessions: SessionReader;
  readonly assets: Assets;
}

/** The dashboard over a data directory. */
export function openDashboard(dataDir: string): Dashboard {
  return {
    dataDir,
    sessions: {
      list: () => listSessions(dataDir),
      read: (sessionId) => readSession(dataDir, sessionId),
      version: (sessionId) => sessionVersion(dataDir, sessionId),
    },
    assets: loadAssets(),
  };
}

declare module "hono" {
  interface ContextVariableMap {
    dashboard: Dashboard;
    /** Why there is no page here, for the page that says so. */
    missing: string;
  }
}
