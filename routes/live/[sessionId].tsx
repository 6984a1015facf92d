import { createRoute } from "honox/factory";
import { findSession } from "../_live/find_session.ts";
import { promotedRun } from "../_live/promoted_run.ts";
import { SessionPage } from "../_live/SessionPage.tsx";

/** One live session: how it stands, and everything it did. */
export default createRoute((c) => {
  const session = findSession(c);
  if (!session) return c.notFound();
  const run = promotedRun(c.var.dashboard.dataDir, session);
  return c.render(<SessionPage session={session} run={run} />, {
    title: session.deployment,
    trail: [{ label: "Live", href: "/live" }, { label: session.deployment }],
    live: true,
  });
});
