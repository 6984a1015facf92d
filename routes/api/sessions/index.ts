import { createRoute } from "honox/factory";

/** `GET /api/sessions`: every live session in one line, the latest started first. */
export default createRoute((c) => c.json(c.var.dashboard.sessions.list()));
