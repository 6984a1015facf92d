import { createRoute } from "honox/factory";
import { listRuns } from "../../../research/runs/run_store.ts";

/** `GET /api/runs`: every run record, the latest first. */
export default createRoute((c) => c.json(listRuns(c.var.dashboard.dataDir)));
