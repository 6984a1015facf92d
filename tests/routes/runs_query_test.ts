import assert from "node:assert/strict";
import type { RunRecord } from "../../research/runs/run_record.ts";
import { parseRunsQuery, runsHref, selectRuns } from "../../routes/_runs/runs_query.ts";

function run(runId: string, strategy: string, symbol: string, sharpe: number | null): RunRecord {
  return {
    runId,
    strategy,
    timeframe: "1h",
    created: runId.charCodeAt(0),
    instruments: [{ symbol }],
    metrics: { sharpe },
  } as unknown as RunRecord;
}

const RUNS = [
  run("a", "sma_cross", "SPX", 0.2),
  run("b", "rsi", "BTC/USDT", null),
  run("c", "sma_cross", "BTC/USDT", -1),
];

const found = (address: Record<string, string>) =>
  selectRuns(RUNS, parseRunsQuery(address)).map(({ runId }) => runId).join("");

Deno.test("selectRuns filters and sorts; a run without the figure comes last either way", () => {
  for (
    const [address, expected] of [
      [{}, "cba"],
      [{ sort: "created" }, "abc"],
      [{ sort: "sharpe" }, "cab"],
      [{ sort: "-sharpe" }, "acb"],
      [{ strategy: "sma_cross" }, "ca"],
      [{ symbol: "BTC/USDT" }, "cb"],
      [{ find: "RSI" }, "b"],
      [{ find: "btc", strategy: "sma_cross" }, "c"],
      [{ find: "nothing" }, ""],
      [{ sort: "constructor" }, "cba"],
    ] as const
  ) assert.equal(found(address), expected, JSON.stringify(address));
});

Deno.test("runsHref: an address reads back as the query that it was made of", () => {
  const query = parseRunsQuery({ find: "a&b", sort: "maxDrawdown", page: "3", symbol: "BTC/USDT" });
  const address = new URL(runsHref(query), "http://localhost");
  assert.deepEqual(parseRunsQuery(Object.fromEntries(address.searchParams)), query);
  assert.equal(runsHref(parseRunsQuery({})), "/runs");
  assert.equal(parseRunsQuery({ page: "-4" }).page, 1);
});
