import type { DuckDBConnection } from "@duckdb/node-api";
import { join } from "node:path";
import { sqlParquet, sqlText } from "../../data/storage/duckdb.ts";
import type { Metrics } from "../metrics/metrics.ts";
import type { RunRecord } from "../runs/run_record.ts";
import { listRuns, runDir } from "../runs/run_store.ts";

const metricNames: Readonly<Record<keyof Metrics, true>> = {
  totalReturn: true,
  cagr: true,
  annualReturn: true,
  sharpe: true,
  sortino: true,
  calmar: true,
  omega: true,
  maxDrawdown: true,
  maxDrawdownDurationDays: true,
  volatility: true,
  valueAtRisk: true,
  conditionalValueAtRisk: true,
  profitFactor: true,
  winRate: true,
  trades: true,
  openTrades: true,
  sqn: true,
  exposure: true,
  feesPaid: true,
  slippagePaid: true,
  fundingPaid: true,
};

/** Columns of `runs` with their types; times are read from ms. */
const runColumns: Readonly<Record<string, string>> = {
  runId: "VARCHAR",
  created: "TIMESTAMP",
  strategy: "VARCHAR",
  symbols: "VARCHAR[]",
  timeframe: "VARCHAR",
  fromTs: "TIMESTAMP",
  toTs: "TIMESTAMP",
  bars: "BIGINT",
  params: "MAP(VARCHAR, DOUBLE)",
  cash: "DOUBLE",
  finalEquity: "DOUBLE",
  ...Object.fromEntries(Object.keys(metricNames).map((name) => [name, "DOUBLE"])),
  trial: "BIGINT",
  decisionHash: "VARCHAR",
  strategyHash: "VARCHAR",
};

/** Columns of the files of a run, in the terms of the views. */
const fileColumns: Readonly<Record<string, string>> = {
  equity: "epoch_ms(ts) AS ts, equity, cash, exposure",
  fills:
    "epoch_ms(ts) AS ts, bar, order_id AS orderId, symbol, side, quantity, price, fee, slippage",
  orders: "epoch_ms(ts) AS ts, bar, id AS orderId, symbol, side, type, " +
    "quantity::DOUBLE AS quantity, quote::DOUBLE AS quote, limit_price::DOUBLE AS limitPrice, " +
    "stop_price::DOUBLE AS stopPrice, state, why, reason",
};

/** Makes `runs`, `equity`, `fills` and `orders` of all saved runs, told apart by `runId`. */
export async function createRunViews(db: DuckDBConnection, dataDir: string): Promise<void> {
  const runs = listRuns(dataDir);
  await createRuns(db, runs);
  for (const [name, columns] of Object.entries(fileColumns)) {
    const selects = runs.map(({ runId }) =>
      `SELECT ${sqlText(runId)} AS runId, ${columns} ` +
      `FROM ${sqlParquet([join(runDir(dataDir, runId), `${name}.parquet`)])}`
    );
    if (selects.length > 0) {
      await db.run(`CREATE OR REPLACE TEMP VIEW ${name} AS ${selects.join(" UNION ALL ")}`);
    }
  }
}

async function createRuns(db: DuckDBConnection, runs: readonly RunRecord[]): Promise<void> {
  const times = ["TIMESTAMP"];
  const structure = Object.fromEntries(
    Object.entries(runColumns).map((
      [name, type],
    ) => [name, times.includes(type) ? "BIGINT" : type]),
  );
  const select = Object.entries(runColumns).map(([name, type]) =>
    times.includes(type) ? `epoch_ms(run.${name}) AS ${name}` : `run.${name} AS ${name}`
  );
  await db.run(
    `CREATE OR REPLACE TEMP TABLE runs AS SELECT ${select.join(", ")} FROM ` +
      `(SELECT unnest(from_json(${sqlText(JSON.stringify(runs.map(runRow)))}, ` +
      `${sqlText(JSON.stringify([structure]))})) AS run)`,
  );
}

function runRow(run: RunRecord): Record<string, unknown> {
  return {
    ...run,
    ...run.metrics,
    symbols: run.instruments.map(({ symbol }) => symbol),
    fromTs: run.from,
    toTs: run.to,
    cash: run.model.cash,
  };
}
