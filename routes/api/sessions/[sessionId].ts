import { createRoute } from "honox/factory";
import { findSession } from "../../_live/find_session.ts";

/** `GET /api/sessions/:sessionId`: one live session whole. */
export default createRoute((c) => {
  const session = findSession(c);
  return session ? c.json(session) : c.notFound();
});
