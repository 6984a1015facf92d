import assert from "node:assert/strict";
import { backtest } from "../../research/backtest/backtest.ts";
import rsi from "../../research/strategies/rsi_mean_reversion.ts";
import { readResult } from "../../routes/_runs/read_result.ts";
import { readRunView } from "../../routes/_runs/run_view.ts";
import { btcRun, inDataDir, perpetualRun, spxRun } from "./fixtures.ts";

Deno.test("readResult: a saved run reads back as it came out of the engine, trades included", () =>
  inDataDir(async (dataDir) => {
    const perpetual = await perpetualRun(dataDir);
    const { fills, flows, orders } = perpetual.result;
    assert.ok(fills.orderId.includes(0) && flows.ts.length > 100);
    assert.ok(orders.some(({ parent }) => parent !== null));
    for (const run of [await spxRun(dataDir), await btcRun(dataDir), perpetual]) {
      const marks = run.markets.map(({ bars }) => bars.close.at(-1)!);
      assert.deepEqual(await readResult(dataDir, run.record, marks), run.result);
    }
  }));

Deno.test("readResult: an open trade of several instruments is valued only by the bars", () =>
  inDataDir(async (dataDir) => {
    const symbols = ["BTC/USDT", "ETH/USDT"];
    const run = await backtest(rsi, { dataDir, symbols, timeframe: "1h", cash: 1e6 });
    const marks = run.markets.map(({ bars }) => bars.close.at(-1)!);
    assert.deepEqual(await readResult(dataDir, run.record, marks), run.result);
  }));

Deno.test("readRunView: the benchmark's curve ends where the recorded metrics say", () =>
  inDataDir(async (dataDir) => {
    const { record } = await spxRun(dataDir);
    const { benchmarkCurve, report } = await readRunView(dataDir, record);
    const gain = benchmarkCurve!.equity.at(-1)! / record.model.cash - 1;
    assert.equal(gain, record.benchmark!.totalReturn);
    assert.deepEqual(report.notes, []);
  }));
