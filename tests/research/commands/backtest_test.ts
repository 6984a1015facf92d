import assert from "node:assert/strict";
import { resampleBars } from "../../../data/quality/resample_bars.ts";
import { openLake } from "../../../data/storage/open_lake.ts";
import { HOUR } from "../fixtures.ts";
import { readRun } from "../../../research/runs/run_store.ts";
import { inTempDir } from "../../data/helpers.ts";
import { runBacktest } from "./backtest_command.ts";

const METRICS = [
  ...["totalReturn", "cagr", "annualReturn", "sharpe", "sortino", "calmar", "omega", "maxDrawdown"],
  ...["maxDrawdownDurationDays", "volatility", "valueAtRisk", "conditionalValueAtRisk"],
  ...["profitFactor", "winRate", "trades", "openTrades", "sqn", "exposure", "feesPaid"],
  ...["slippagePaid", "fundingPaid"],
];

Deno.test("backtest --json prints one object with the documented keys, and nothing else", async () => {
  await inTempDir(async (dataDir) => {
    const golden = "sma_cross --symbol SPX --timeframe 1d --param fast=10 --param slow=30 " +
      "--cash 1000000 --fee-bps 10 --json";
    const { code, stdout, stderr } = await runBacktest(dataDir, ...golden.split(" "));
    assert.deepEqual([code, stderr], [0, ""]);
    assert.match(stdout, /^\{.*\}\n$/);
    const run = JSON.parse(stdout);
    assert.deepEqual(Object.keys(run), [
      ...["runId", "strategy", "params", "instruments", "timeframe", "from", "to", "bars"],
      ...["metrics", "finalEquity", "decisionHash", "trial", "path"],
    ]);
    assert.deepEqual(Object.keys(run.metrics).toSorted(), METRICS.toSorted());
    assert.deepEqual(run.params, { fast: 10, slow: 30 });
    assert.deepEqual(run.instruments, ["SPX"]);
    assert.deepEqual([run.from, run.to, run.bars], [
      ...[Date.UTC(2000, 0, 3), Date.UTC(2020, 3, 17), 5105],
    ]);
    assert.equal(run.finalEquity.toFixed(6), "1376712.756355");
    assert.equal(run.metrics.feesPaid.toFixed(6), "185868.907068");
    assert.deepEqual([run.metrics.trades, run.metrics.openTrades, run.trial], [87, 1, 1]);
    assert.match(run.decisionHash, /^[0-9a-f]{64}$/);
    assert.equal(readRun(dataDir, run.runId).finalEquity, run.finalEquity);
    const names = [...Deno.readDirSync(run.path)].map(({ name }) => name).toSorted();
    assert.deepEqual(names, [
      ...["cash_flows.parquet", "equity.parquet", "fills.parquet", "orders.parquet", "run.json"],
    ]);
  });
});

Deno.test("backtest without words runs sma_cross on SPX, prints a tear sheet and writes a report", async () => {
  await inTempDir(async (dataDir) => {
    const report = `${dataDir}/report.html`;
    const { code, stdout, stderr } = await runBacktest(dataDir, "--report", report);
    assert.equal(code, 0);
    assert.equal(stderr, `Report: ${report}\n`);
    assert.match(stdout, /^sma_cross +SPX 1d\n/);
    assert.match(stdout, /deno task promote sma_cross/);
    assert.match(Deno.readTextFileSync(report), /^<!doctype html>/i);
  });
});

Deno.test("backtest keeps times to the millisecond, --from inclusive and --to exclusive", async () => {
  await inTempDir(async (dataDir) => {
    const args = "buy_and_hold --json --symbol BTC/USDT --timeframe 1h".split(" ");
    const range = ["--from", "2024-03-01T05:00:00.001Z", "--to", "2024-03-02"];
    const run = JSON.parse((await runBacktest(dataDir, ...args, ...range)).stdout);
    assert.equal(run.from, Date.UTC(2024, 2, 1, 6));
    assert.equal(run.to, Date.UTC(2024, 2, 1, 23));
    assert.equal(run.bars, 18);
    const sql = `SELECT ts::DOUBLE ts FROM '${run.path}/fills.parquet'`;
    assert.deepEqual(await openLake({ dataDir }).query(sql), [{ ts: Date.UTC(2024, 2, 1, 7) }]);
  });
});

Deno.test("backtests that run at one time have runs and trials of their own", async () => {
  await inTempDir(async (dataDir) => {
    const outputs = await Promise.all(
      [1, 2, 3].map(() => runBacktest(dataDir, "--json", "--from", "2019-01-01")),
    );
    for (const { code, stderr } of outputs) assert.deepEqual([code, stderr], [0, ""]);
    const runs = outputs.map(({ stdout }) => JSON.parse(stdout));
    assert.deepEqual(runs.map(({ trial }) => trial).toSorted(), [1, 2, 3]);
    assert.equal(new Set(runs.map(({ runId }) => runId)).size, 3);
    assert.equal(new Set(runs.map(({ decisionHash }) => decisionHash)).size, 1);
    assert.equal([...Deno.readDirSync(`${dataDir}/runs`)].length, 3);
  });
});

Deno.test("backtest takes the venue's model from its flags, into the record and the report", async () => {
  await inTempDir(async (dataDir) => {
    const words = "sma_cross --symbol BTC/USDT:USDT --timeframe 1h --from 2024-01-01 " +
      "--to 2024-02-01 --slippage-bps 1 --spread-bps 2 --impact-bps 30 --participation 0.1 " +
      "--latency-ms 250 --latency-sigma 0.5 --reject-rate 0.02 --seed 7 --leverage 3 " +
      "--margin isolated";
    const { code, stdout } = await runBacktest(dataDir, ...words.split(" "));
    assert.equal(code, 0);
    const [runId] = [...Deno.readDirSync(`${dataDir}/runs`)].map(({ name }) => name);
    assert.deepEqual(readRun(dataDir, runId!).model, {
      ...{ cash: 100_000, slippageBps: 1, spreadBps: 2, impactBps: 30, participation: 0.1 },
      ...{ rejectRate: 0.02, seed: 7, leverage: 3, marginMode: "isolated" },
      latency: { medianMs: 250, sigma: 0.5 },
    });
    const sheet = stdout.replaceAll(/\n {14}/g, " ");
    assert.match(sheet, /^Costs +.* fixed 1 bps, half of a 2 bps spread, .* leverage 3, isolated/m);
    assert.match(sheet, /^Fills +at most 10% of a bar's volume, orders 250 ms late in the median/m);
    assert.match(sheet, /^Net funding paid, USDT +/m);
  });
});

Deno.test("backtest drills down to finer bars that the lake holds", async () => {
  await inTempDir(async (dataDir) => {
    const lake = openLake({ dataDir });
    const { instrument, bars } = await lake.readBars({ symbol: "BTC/USDT", timeframe: "1h" });
    const built = resampleBars(bars, { fromMs: HOUR, toMs: 4 * HOUR, calendar: "crypto" });
    await lake.writeBars({ instrument, timeframe: "4h", bars: built.bars });
    const words = "donchian_breakout --symbol BTC/USDT --timeframe 4h --from 2024-01-01 --json";
    const run = async (...more: string[]) => {
      const { stdout } = await runBacktest(dataDir, ...words.split(" "), ...more);
      return readRun(dataDir, JSON.parse(stdout).runId);
    };
    const [plain, drilled] = [await run(), await run("--drill-down", "1h")];
    assert.deepEqual([plain.drillDown, drilled.drillDown], [null, "1h"]);
    assert.notDeepEqual(plain.dataChecksums, drilled.dataChecksums);
    assert.ok(plain.metrics.trades! > 5);
  });
});
