import assert from "node:assert/strict";
import { openLake } from "../../../data/storage/open_lake.ts";
import { type Backtest, backtest } from "../../../research/backtest/backtest.ts";
import { makeRunId } from "../../../research/runs/run_id.ts";
import { latestRun, listRuns, readRun } from "../../../research/runs/run_store.ts";
import { saveRun } from "../../../research/runs/save_run.ts";
import { engineHash, strategyHash } from "../../../research/runs/source_hash.ts";
import donchian from "../../../research/strategies/donchian_breakout.ts";
import smaCross from "../../../research/strategies/sma_cross.ts";
import { inTempDir, refuses } from "../../data/helpers.ts";
import { scripted } from "../fixtures.ts";

const FROM = Date.UTC(2018, 0, 1);

async function query(dataDir: string, sql: string) {
  return await openLake({ dataDir }).query(sql);
}

/** Column names and types of a run's file. */
async function columns(run: Backtest, dataDir: string, file: string): Promise<string[]> {
  const rows = await query(dataDir, `DESCRIBE SELECT * FROM '${run.path}/${file}.parquet'`);
  return rows.map((row) => `${row.column_name} ${row.column_type}`);
}

Deno.test("backtest saves run.json and the equity, fills and orders of the result as Parquet", async () => {
  await inTempDir(async (dataDir) => {
    const run = await backtest(donchian, { dataDir, from: FROM, slippageBps: 2, source: "x.ts" });
    const { record, result, path } = run;
    assert.equal(path, `${dataDir}/runs/${record.runId}`);
    const files = [...Deno.readDirSync(path)].map(({ name }) => name).sort();
    assert.deepEqual(files, [
      ...["cash_flows.parquet", "equity.parquet", "fills.parquet", "orders.parquet", "run.json"],
    ]);

    const [bars] = await query(
      dataDir,
      `SELECT count(*)::INTEGER n, min(ts)::DOUBLE a, max(ts)::DOUBLE b, last(equity ORDER BY ts) e ` +
        `FROM '${path}/equity.parquet'`,
    );
    assert.deepEqual(bars, { n: record.bars, a: record.from, b: record.to, e: record.finalEquity });
    const fills = await query(
      dataDir,
      `SELECT order_id::DOUBLE id, price FROM '${path}/fills.parquet'`,
    );
    assert.deepEqual(fills.map(({ id }) => id), [...result.fills.orderId]);
    assert.deepEqual(fills.map(({ price }) => price), [...result.fills.price]);
    const orders = await query(dataDir, `SELECT state, stop_price FROM '${path}/orders.parquet'`);
    assert.deepEqual(orders.map(({ state }) => state), result.orders.map(({ state }) => state));
    assert.deepEqual(
      orders.map(({ stop_price }) => stop_price),
      result.orders.map(({ stopPrice }) => stopPrice),
    );
    assert.ok(fills.length > 5 && orders.length > fills.length);
  });
});

Deno.test("a run's Parquet files have the documented columns", async () => {
  await inTempDir(async (dataDir) => {
    const run = await backtest(smaCross, { dataDir, from: FROM });
    const money = ["equity", "cash", "exposure"].map((name) => `${name} DOUBLE`);
    assert.deepEqual(await columns(run, dataDir, "equity"), ["ts BIGINT", ...money]);
    assert.deepEqual(await columns(run, dataDir, "fills"), [
      ...["ts BIGINT", "bar BIGINT", "order_id BIGINT", "symbol VARCHAR", "side VARCHAR"],
      ...["quantity", "price", "fee", "slippage"].map((name) => `${name} DOUBLE`),
    ]);
    assert.deepEqual(await columns(run, dataDir, "orders"), [
      ...["id BIGINT", "ts BIGINT", "bar BIGINT"],
      ...["symbol", "side", "type", "quantity", "quote", "limit_price", "stop_price", "terms"]
        .map((name) => `${name} VARCHAR`),
      ...["parent_id BIGINT", "group_id BIGINT"],
      ...["filled", "state", "why", "reason"].map((name) => `${name} VARCHAR`),
    ]);
    assert.deepEqual(await columns(run, dataDir, "cash_flows"), [
      ...["ts BIGINT", "bar BIGINT", "symbol VARCHAR", "kind VARCHAR"],
      ...["amount DOUBLE", "rate DOUBLE", "price DOUBLE", "fills_before BIGINT"],
    ]);
  });
});

Deno.test("a run without an order is saved with empty tables", async () => {
  await inTempDir(async (dataDir) => {
    const run = await backtest(scripted(() => {}, "idle"), { dataDir, from: FROM });
    for (const file of ["fills", "orders", "cash_flows"]) {
      const [row] = await query(
        dataDir,
        `SELECT count(*)::INTEGER n FROM '${run.path}/${file}.parquet'`,
      );
      assert.equal(row!.n, 0);
    }
    assert.deepEqual(readRun(dataDir, run.record.runId), run.record);
    assert.equal(run.metrics.trades, 0);
    assert.equal(run.metrics.sharpe, null);
  });
});

Deno.test("a run's record reads back as it was, and says what ran on what", async () => {
  await inTempDir(async (dataDir) => {
    const limits = { maxPosition: 50_000 };
    const run = await backtest(smaCross, {
      dataDir,
      from: FROM,
      feeBps: 3,
      limits,
      params: { fast: 5 },
    });
    const record = readRun(dataDir, run.record.runId);
    assert.deepEqual(record, JSON.parse(JSON.stringify(run.record)));
    assert.deepEqual(record.params, { fast: 5, slow: 30 });
    assert.deepEqual(record.model, { cash: 100_000, limits });
    assert.equal(record.instruments[0]!.takerFeeBps, 3);
    assert.deepEqual(record.dataSources, ["sample"]);
    assert.match(record.dataChecksums[0]!, /^[0-9a-f]{64}$/);
    assert.equal(record.strategyHash, strategyHash(smaCross));
    assert.equal(record.engineHash, engineHash());
    assert.equal(record.periodsPerYear, 252);
    assert.ok(record.benchmark);
  });
});

Deno.test("listRuns has the latest first, latestRun the strategy's own, and damage is passed over", async () => {
  await inTempDir(async (dataDir) => {
    assert.deepEqual(listRuns(dataDir), []);
    assert.equal(latestRun(dataDir, "sma_cross"), null);
    const { record, result } = await backtest(smaCross, { dataDir, from: FROM });
    const at = (time: number, strategy: string) => {
      const runId = makeRunId(strategy, time, new Uint8Array([1, 2]));
      return saveRun(dataDir, { ...record, runId, strategy }, result);
    };
    const late = Date.UTC(2100, 0, 1);
    await at(late + 2, "other");
    const newest = await at(late + 1, "sma_cross");
    await at(late, "sma_cross");
    const ids = listRuns(dataDir).map(({ runId }) => runId);
    assert.deepEqual(ids.slice(0, 3), [
      "21000101-000000002-other-0102",
      "21000101-000000001-sma_cross-0102",
      "21000101-000000000-sma_cross-0102",
    ]);
    assert.equal(latestRun(dataDir, "sma_cross")!.runId, ids[1]);
    Deno.writeTextFileSync(`${newest}/run.json`, '{"runId":');
    Deno.mkdirSync(`${dataDir}/runs/.half-written`);
    assert.equal(latestRun(dataDir, "sma_cross")!.runId, ids[2]);
    assert.equal(listRuns(dataDir).length, 3);
    await refuses(() => readRun(dataDir, ids[1]!), "run.json is damaged");
    await refuses(
      () => readRun(dataDir, ids[0]!.replace("other", "othr")),
      `did you mean "${ids[0]}"?`,
    );
  });
});

Deno.test("trials are counted on when runs are deleted", async () => {
  await inTempDir(async (dataDir) => {
    const options = { dataDir, from: FROM };
    assert.equal((await backtest(smaCross, options)).record.trial, 1);
    assert.equal((await backtest(smaCross, options)).record.trial, 2);
    Deno.removeSync(`${dataDir}/runs`, { recursive: true });
    assert.equal((await backtest(smaCross, options)).record.trial, 3);
    assert.equal((await backtest(donchian, options)).record.trial, 1);
  });
});

Deno.test("nothing is saved and no trial counted of a strategy that fails", async () => {
  await inTempDir(async (dataDir) => {
    const failing = scripted((m) => {
      if (m.index === 9) throw new Error("no");
    }, "failing");
    await refuses(
      () => backtest(failing, { dataDir, from: FROM }),
      "Strategy failing failed at bar 9",
    );
    assert.deepEqual([...Deno.readDirSync(dataDir)], []);
  });
});

Deno.test("makeRunId sorts by time to the millisecond", () => {
  const id = makeRunId("sma_cross", Date.UTC(2024, 1, 3, 4, 5, 6, 7), new Uint8Array([0, 255]));
  assert.equal(id, "20240203-040506007-sma_cross-00ff");
});
