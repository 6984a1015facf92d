import type { Cell, Column, TableModel } from "../../islands/ui/table_model.ts";
import {
  formatCount,
  formatDate,
  formatMinute,
  formatNumber,
  formatPercent,
} from "../../research/report/format.ts";
import { toneOf } from "../../research/report/run_report.ts";
import type { RunRecord } from "../../research/runs/run_record.ts";
import { runsHref, type RunsQuery, type SortKey } from "./runs_query.ts";

interface RunColumn extends Column {
  readonly sort?: SortKey;
  /** Whether only the list of all runs has it. */
  readonly detail?: boolean;
}

const COLUMNS: readonly RunColumn[] = [
  { title: "Strategy", words: true, sort: "strategy" },
  { title: "Instrument", words: true, sort: "instrument" },
  { title: "Return, %", sort: "totalReturn" },
  { title: "Hold, %" },
  { title: "Sharpe", sort: "sharpe" },
  { title: "Hold Sharpe" },
  { title: "Max DD, %", sort: "maxDrawdown" },
  { title: "Hold DD, %" },
  { title: "Trades", sort: "trades" },
  { title: "Run, UTC", sort: "created" },
  { title: "Period", words: true, detail: true },
  { title: "Parameters", words: true, detail: true },
];

/**
 * Runs in one line each, every figure beside that of buying and holding. With a query the headings
 * sort by it, and parameters and period are there too.
 */
export function runsTable(runs: readonly RunRecord[], query?: RunsQuery): TableModel {
  const shown = COLUMNS.map((column, i) => ({ column, i })).filter(({ column }) =>
    query !== undefined || !column.detail
  );
  return {
    columns: shown.map(({ column: { sort, detail: _, ...column } }) =>
      query && sort ? { ...column, ...sortable(sort, query) } : column
    ),
    rows: runs.map((run) => {
      const all = cells(run);
      return { key: run.runId, cells: shown.map(({ i }) => all[i]!) };
    }),
  };
}

function sortable(sort: SortKey, query: RunsQuery): Pick<Column, "href" | "sorted"> {
  const words = sort === "strategy" || sort === "instrument";
  const chosen = query.sort === sort;
  const descending = chosen ? !query.descending : !words;
  return {
    href: runsHref({ ...query, sort, descending, page: 1 }),
    sorted: chosen ? query.descending ? "descending" : "ascending" : undefined,
  };
}

function cells(
  { runId, strategy, instruments, timeframe, params, from, to, ...run }: RunRecord,
): Cell[] {
  const { metrics, benchmark } = run;
  const percent = (value: number | null | undefined, sign = false) =>
    formatPercent(value ?? null, { sign, unit: false });
  const held = (text: string): Cell => ({ text, tone: "muted" });
  const totalReturn = percent(metrics.totalReturn, true);
  return [
    { text: strategy, href: `/runs/${runId}` },
    { text: instruments.map(({ symbol }) => symbol).join(", "), note: timeframe },
    { text: totalReturn, tone: toneOf(totalReturn) },
    held(percent(benchmark?.totalReturn, true)),
    formatNumber(metrics.sharpe ?? null),
    held(formatNumber(benchmark?.sharpe ?? null)),
    percent(metrics.maxDrawdown),
    held(percent(benchmark?.maxDrawdown)),
    formatCount(metrics.trades ?? null),
    formatMinute(run.created),
    { text: `${formatDate(from).slice(0, 7)} to ${formatDate(to).slice(0, 7)}`, tone: "muted" },
    {
      text: Object.entries(params).map(([name, value]) => `${name} ${value}`).join(", "),
      tone: "muted",
    },
  ];
}
