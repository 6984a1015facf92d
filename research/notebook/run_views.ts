import type { DuckDBConnection } from "@duckdb/node-api";
import { join } from "node:path";
import { sqlText } from "../../data/storage/duckdb.ts";
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

/** The files of a run: their columns as they are stored, and in the terms of the views. */
const runFiles = {
  equity: {
    stored: "0::BIGINT AS ts, 0.0::DOUBLE AS equity, 0.0::DOUBLE AS cash, 0.0::DOUBLE AS exposure",
    shown: "epoch_ms(ts) AS ts, equity, cash, exposure",
  },
  fills: {
    stored: "0::BIGINT AS ts, 0::BIGINT AS bar, 0::BIGINT AS order_id, '' AS symbol, '' AS side, " +
      "0.0::DOUBLE AS quantity, 0.0::DOUBLE AS price, 0.0::DOUBLE AS fee, 0.0::DOUBLE AS slippage",
    shown:
      "epoch_ms(ts) AS ts, bar, order_id AS orderId, symbol, side, quantity, price, fee, slippage",
  },
  cash_flows: {
    stored: "0::BIGINT AS ts, 0::BIGINT AS bar, '' AS symbol, '' AS kind, " +
      "0.0::DOUBLE AS amount, 0.0::DOUBLE AS rate, 0.0::DOUBLE AS price",
    shown: "epoch_ms(ts) AS ts, bar, symbol, kind, amount, rate, price",
  },
  orders: {
    stored: "0::BIGINT AS ts, 0::BIGINT AS bar, 0::BIGINT AS id, '' AS symbol, '' AS side, " +
      "'' AS type, '0' AS quantity, '0' AS quote, '0' AS limit_price, '0' AS stop_price, " +
      "'' AS terms, 0::BIGINT AS parent_id, 0::BIGINT AS group_id, '0' AS filled, '' AS state, '' AS why, '' AS reason",
    shown: "epoch_ms(ts) AS ts, bar, id AS orderId, symbol, side, type, " +
      "quantity::DOUBLE AS quantity, quote::DOUBLE AS quote, limit_price::DOUBLE AS limitPrice, " +
      "try_cast(stop_price AS DOUBLE) AS stopPrice, terms, parent_id AS parentId, " +
      "group_id AS groupId, filled::DOUBLE AS filled, state, why, " +
      "reason",
  },
} as const;

/** Makes `runs`, `equity`, `fills`, `cash_flows` and `orders` of all saved runs, told apart by `runId`. */
export async function createRunViews(db: DuckDBConnection, dataDir: string): Promise<void> {
  const runs = listRuns(dataDir);
  await createRuns(db, runs);
  for (const [name, { stored, shown }] of Object.entries(runFiles)) {
    const files = runs.map(({ runId }) => sqlText(join(runDir(dataDir, runId), `${name}.parquet`)));
    const source = files.length > 0
      ? `read_parquet([${files.join(", ")}], filename = true, hive_partitioning = false)`
      : `(SELECT '' AS filename, ${stored} LIMIT 0)`;
    await db.run(
      `CREATE OR REPLACE TEMP VIEW ${name} AS ` +
        `SELECT parse_path(filename)[-2] AS runId, ${shown} FROM ${source}`,
    );
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
