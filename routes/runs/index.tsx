import { createRoute } from "honox/factory";
import { Table } from "../../islands/ui/Table.tsx";
import { formatPlural } from "../../research/report/format.ts";
import { listRuns } from "../../research/runs/run_store.ts";
import { PAGE_SIZE, parseRunsQuery, selectRuns } from "../_runs/runs_query.ts";
import { runsTable } from "../_runs/runs_table.ts";
import { RunsFilter } from "../_runs/RunsFilter.tsx";
import { Pages } from "../_runs/Pages.tsx";
import { Empty } from "../_ui/Empty.tsx";

/** Every run beside its benchmark; the address holds filter, order and page. */
export default createRoute((c) => {
  const all = listRuns(c.var.dashboard.dataDir);
  const query = parseRunsQuery(c.req.query());
  const found = selectRuns(all, query);
  const shown = found.slice((query.page - 1) * PAGE_SIZE, query.page * PAGE_SIZE);
  return c.render(
    <>
      <h1>Runs</h1>
      {all.length === 0
        ? (
          <Empty command="deno task backtest sma_cross --symbol SPX">
            Every backtest stands here, its figures beside those of buying and holding.
          </Empty>
        )
        : (
          <>
            <RunsFilter runs={all} query={query} found={formatPlural(found.length, "run")} />
            {shown.length === 0
              ? <p class="muted">No run is like that.</p>
              : <Table model={runsTable(shown, query)} label="Runs" />}
            <Pages query={query} total={found.length} />
          </>
        )}
    </>,
    { title: "Runs", trail: [{ label: "Runs" }] },
  );
});
