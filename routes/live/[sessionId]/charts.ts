import { createRoute } from "honox/factory";
import { findSession } from "../../_live/find_session.ts";
import { sessionCharts } from "../../_live/session_charts.ts";

/** The charts of one session as they are now: a piece of its page, which takes it in as it is. */
export default createRoute((c) => {
  const session = findSession(c);
  return session ? c.html(sessionCharts(session)) : c.notFound();
});
