import { createRoute } from "honox/factory";
import { findRun } from "../_runs/find_run.ts";
import { readRunView } from "../_runs/run_view.ts";
import { RunPage } from "../_runs/RunPage.tsx";
import { timeRange } from "../_runs/time_range.ts";

/** One run: what it was, how it went, and every trade and order of it. */
export default createRoute(async (c) => {
  const record = findRun(c);
  if (!record) return c.notFound();
  const view = await readRunView(c.var.dashboard.dataDir, record);
  const symbols = record.instruments.map(({ symbol }) => symbol).join(", ");
  return c.render(<RunPage view={view} range={timeRange(record, c.req.query())} />, {
    title: `${record.strategy} on ${symbols}`,
    trail: [{ label: "Runs", href: "/runs" }, { label: `${record.strategy}, ${symbols}` }],
  });
});
