import { createRoute } from "honox/factory";
import { chartData } from "../../../_runs/chart_data.ts";
import { findRun } from "../../../_runs/find_run.ts";
import { chartReadings } from "../../../_runs/readings.ts";
import { readRunView } from "../../../_runs/run_view.ts";
import { timeRange } from "../../../_runs/time_range.ts";

/** `GET /api/runs/:runId/readings?from&to`: what the charts of a run say, at most 1,000 times. */
export default createRoute(async (c) => {
  const run = findRun(c);
  if (!run) return c.notFound();
  const view = await readRunView(c.var.dashboard.dataDir, run);
  return c.json(chartReadings(chartData(view, timeRange(run, c.req.query())), view.report));
});
