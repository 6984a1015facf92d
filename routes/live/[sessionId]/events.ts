import { createRoute } from "honox/factory";
import { findSession } from "../../_live/find_session.ts";
import { sessionModel } from "../../_live/session_model.ts";
import { streamChanges } from "../../_live/stream_changes.ts";

/** The stream of one session: an event `session` whenever its journal has grown. */
export default createRoute((c) => {
  const session = findSession(c);
  if (!session) return c.notFound();
  const { sessions } = c.var.dashboard;
  const { sessionId } = session;
  return streamChanges(c, {
    event: "session",
    version: () => sessions.version(sessionId),
    view: () => sessionModel(sessions.read(sessionId)),
  });
});
