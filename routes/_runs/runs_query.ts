import type { RunRecord } from "../../research/runs/run_record.ts";

/** What the list of runs can be sorted by. */
const SORTS = {
  created: (run: RunRecord) => run.created,
  strategy: (run: RunRecord) => run.strategy,
  instrument: (run: RunRecord) => run.instruments.map(({ symbol }) => symbol).join(" "),
  totalReturn: (run: RunRecord) => run.metrics.totalReturn,
  cagr: (run: RunRecord) => run.metrics.cagr,
  sharpe: (run: RunRecord) => run.metrics.sharpe,
  maxDrawdown: (run: RunRecord) => run.metrics.maxDrawdown,
  trades: (run: RunRecord) => run.metrics.trades,
} as const;

/** The name of what runs are sorted by, as addresses have it. */
export type SortKey = keyof typeof SORTS;

/** Which runs are listed and how; an address holds it whole. */
export interface RunsQuery {
  /** Part of a strategy, a symbol, a timeframe or a run's id. */
  readonly find: string;
  readonly strategy: string;
  readonly symbol: string;
  readonly sort: SortKey;
  readonly descending: boolean;
  /** From 1. */
  readonly page: number;
}

/** Runs on one page of the list. */
export const PAGE_SIZE = 100;

/** Reads a query from an address; what it does not say or says wrongly is the default. */
export function parseRunsQuery(query: Readonly<Record<string, string>>): RunsQuery {
  const { find = "", strategy = "", symbol = "", sort = "-created", page = "1" } = query;
  const key = sort.replace(/^-/, "");
  const known = Object.hasOwn(SORTS, key);
  return {
    find: find.trim().slice(0, 100),
    strategy,
    symbol,
    sort: known ? key as SortKey : "created",
    descending: known ? sort.startsWith("-") : true,
    page: /^[1-9]\d{0,5}$/.test(page) ? Number(page) : 1,
  };
}

/** The address of a query, defaults left out. */
export function runsHref(query: RunsQuery): string {
  const { find, strategy, symbol, sort, descending, page } = query;
  const order = `${descending ? "-" : ""}${sort}`;
  const words = new URLSearchParams({
    ...(find && { find }),
    ...(strategy && { strategy }),
    ...(symbol && { symbol }),
    ...(order !== "-created" && { sort: order }),
    ...(page > 1 && { page: String(page) }),
  });
  return words.size === 0 ? "/runs" : `/runs?${words}`;
}

/** Runs that a query asks for, sorted; a run without the figure comes last either way. */
export function selectRuns(runs: readonly RunRecord[], query: RunsQuery): RunRecord[] {
  const find = query.find.toLowerCase();
  const value = SORTS[query.sort];
  return runs.filter((run) => {
    const symbols = run.instruments.map(({ symbol }) => symbol);
    if (query.strategy && run.strategy !== query.strategy) return false;
    if (query.symbol && !symbols.includes(query.symbol)) return false;
    const text = [run.strategy, ...symbols, run.timeframe, run.runId].join(" ").toLowerCase();
    return text.includes(find);
  }).sort((a, b) => compare(value(a), value(b), query.descending));
}

type Value = string | number | null | undefined;

function compare(a: Value, b: Value, descending: boolean): number {
  if (a === null || a === undefined) return b === null || b === undefined ? 0 : 1;
  if (b === null || b === undefined) return -1;
  const order = a < b ? -1 : a > b ? 1 : 0;
  return descending ? -order : order;
}
