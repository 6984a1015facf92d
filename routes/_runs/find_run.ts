import type { Context } from "hono";
import { UserError } from "../../data/user_error.ts";
import type { RunRecord } from "../../research/runs/run_record.ts";
import { readRun } from "../../research/runs/run_store.ts";
import { pathName } from "../_ui/path_name.ts";

/** The run that an address names; null where there is none, with the reason left for the page. */
export function findRun(c: Context): RunRecord | null {
  const runId = pathName(c, "runId");
  try {
    if (runId !== null) return readRun(c.get("dashboard").dataDir, runId);
    c.set("missing", "There is no run of that name");
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    c.set("missing", error.message);
  }
  return null;
}
