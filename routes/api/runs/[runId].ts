import { createRoute } from "honox/factory";
import { findRun } from "../../_runs/find_run.ts";

/** `GET /api/runs/:runId`: one run record. */
export default createRoute((c) => {
  const run = findRun(c);
  return run ? c.json(run) : c.notFound();
});
