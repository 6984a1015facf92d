import type { Context } from "hono";
import { UserError } from "../../data/user_error.ts";
import type { SessionDetail } from "../../live/journal/session_view.ts";
import { pathName } from "../_ui/path_name.ts";

/** The session that an address names; null where there is none, with the reason left for the page. */
export function findSession(c: Context): SessionDetail | null {
  const sessionId = pathName(c, "sessionId");
  try {
    if (sessionId !== null) return c.get("dashboard").sessions.read(sessionId);
    c.set("missing", "There is no session of that name");
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    c.set("missing", error.message);
  }
  return null;
}
