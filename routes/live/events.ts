import { createRoute } from "honox/factory";
import { sessionsView } from "../_live/sessions_view.ts";
import { streamChanges } from "../_live/stream_changes.ts";

/** The stream of all sessions in one line each: an event `sessions` whenever one has changed. */
export default createRoute((c) => {
  const { version, view } = sessionsView(
    c.var.dashboard.sessions,
    c.req.query("show") === "latest",
  );
  return streamChanges(c, { event: "sessions", version, view });
});
