import { createRoute } from "honox/factory";
import { Table } from "../islands/ui/Table.tsx";
import { listNotebooks } from "../research/notebook/list_notebooks.ts";
import { listRuns } from "../research/runs/run_store.ts";
import { Sessions } from "./_live/Sessions.tsx";
import { notebookTable } from "./_notebooks/notebook_table.ts";
import { runsTable } from "./_runs/runs_table.ts";
import { Empty } from "./_ui/Empty.tsx";
import { Section } from "./_ui/Section.tsx";

const LATEST_RUNS = 8;
const LATEST_NOTEBOOKS = 5;

/** What is live and how it stands, and what was run last. */
export default createRoute((c) => {
  const { dataDir, sessions } = c.var.dashboard;
  const runs = listRuns(dataDir);
  const notebooks = listNotebooks(dataDir)
    .sort((a, b) => (b.latest?.started ?? 0) - (a.latest?.started ?? 0))
    .slice(0, LATEST_NOTEBOOKS);
  return c.render(
    <>
      <h1 class="unseen">Overview</h1>
      <Section title="Live" aside={<a href="/live">All sessions</a>}>
        <Sessions sessions={sessions} latest />
      </Section>
      <Section title="Latest runs" aside={<a href="/runs">All runs</a>}>
        {runs.length === 0
          ? (
            <Empty command="deno task backtest sma_cross --symbol SPX">
              The latest backtests stand here, each beside buying and holding.
            </Empty>
          )
          : <Table model={runsTable(runs.slice(0, LATEST_RUNS))} label="Latest runs" />}
      </Section>
      <Section title="Notebooks" aside={<a href="/notebooks">All notebooks</a>}>
        {notebooks.length === 0
          ? (
            <Empty command="deno task notebook:run">
              Executed notebooks stand here, with the runs that they made.
            </Empty>
          )
          : <Table model={notebookTable(notebooks)} label="Notebooks" />}
      </Section>
    </>,
    { title: "Overview", trail: [{ label: "Overview" }], live: sessions.list().length > 0 },
  );
});
