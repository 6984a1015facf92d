import assert from "node:assert/strict";
import { backtest, type BacktestOptions } from "../../../research/backtest/backtest.ts";
import buyAndHold from "../../../research/strategies/buy_and_hold.ts";
import smaCross from "../../../research/strategies/sma_cross.ts";
import { inTempDir, refuses } from "../../data/helpers.ts";

Deno.test("backtest has the golden run of the S&P 500, and its benchmark beside it", async () => {
  await inTempDir(async (dataDir) => {
    const run = await backtest(smaCross, { dataDir, cash: 1_000_000, feeBps: 10 });
    assert.equal(run.record.finalEquity.toFixed(9), "1376712.756354765");
    assert.deepEqual([run.metrics.trades, run.metrics.openTrades], [87, 1]);
    // 686 units at 1455.219971, 10 bps, marked at the last close.
    const spent = 686 * 1455.219971 * 1.001;
    const last = run.markets[0]!.bars.close.at(-1)!;
    const held = 1_000_000 - spent + 686 * last;
    const { equity } = run.benchmark!.result.equity;
    assert.ok(Math.abs(equity.at(-1)! - held) < 1e-6);
  });
});

Deno.test("backtest of buy_and_hold has no benchmark beside itself", async () => {
  await inTempDir(async (dataDir) => {
    const run = await backtest(buyAndHold, { dataDir, from: Date.UTC(2019, 0, 1) });
    assert.equal(run.benchmark, null);
    assert.equal(run.record.benchmark, null);
  });
});

Deno.test("backtest's benchmark is not bound by the strategy's limits", async () => {
  await inTempDir(async (dataDir) => {
    const options = { dataDir, from: Date.UTC(2019, 0, 1), limits: { maxPosition: 10 } };
    const run = await backtest(smaCross, options);
    assert.ok(run.result.orders.every(({ side, state }) => side === "sell" || state === "refused"));
    assert.equal(run.benchmark!.result.fills.ts.length, 1);
  });
});

Deno.test("backtest runs two instruments on one account", async () => {
  await inTempDir(async (dataDir) => {
    const { record, result } = await backtest(smaCross, {
      ...{ dataDir, symbols: ["BTC/USDT", "ETH/USDT"], timeframe: "1h" },
      from: Date.UTC(2024, 10, 1),
    });
    assert.deepEqual(record.instruments.map(({ symbol }) => symbol), ["BTC/USDT", "ETH/USDT"]);
    assert.equal(new Set(result.fills.instrument).size, 2);
    assert.ok(result.equity.cash.every((cash) => cash >= -1e-9 * record.model.cash));
  });
});

const NONSENSE: readonly [BacktestOptions, ...string[]][] = [
  [{ cash: -1 }, "a cash of -1"],
  [{ cash: NaN }, "a cash of NaN"],
  [{ cash: 0 }, "a cash of 0"],
  [{ feeBps: Infinity }, "a feeBps of Infinity"],
  [{ slippageBps: -2 }, "a slippageBps of -2"],
  [{ slippageBps: 10_000 }, "a slippageBps of 10000"],
  [{ feeBps: 10_000 }, "a feeBps of 10000"],
  [{ limits: { dailyLoss: NaN } }, "a dailyLoss of NaN"],
  [{ limits: { dailyLoss: 0 } }, "a dailyLoss of 0; give a number above 0 and up to 1"],
  [{ limits: { dailyLoss: 5 } }, "a dailyLoss of 5; give a number above 0 and up to 1"],
  [{ limits: { maxPosition: 0 } }, "a maxPosition of 0; give a number above 0"],
  [{ limits: { maxPosition: -1 } }, "a maxPosition of -1"],
  [{ limits: { maxPosition: "7" as never } }, "a maxPosition of 7"],
  [{ limits: { maxPostion: 7 } as never }, 'limit "maxPostion"', 'did you mean "maxPosition"?'],
  [{ limits: 7 as never }, "limits of 7"],
  [{ symbols: ["SPX", "SPX"] }, '"SPX" twice in one'],
  [{ symbols: [] }, "symbol"],
  [{ symbols: ["SPY"] }, 'did you mean "SPX"?'],
  [{ timeframe: "1h" }, "SPX", "1d"],
  [{ timeframe: "1x" }, 'Unknown timeframe "1x"'],
  [{ from: 10, to: 10 }, "the range is empty"],
  [{ from: Date.UTC(2030, 0, 1) }, "held is 2000-01-03"],
];

for (const [options, ...says] of NONSENSE) {
  Deno.test(`backtest refuses ${JSON.stringify(options)} in one sentence`, async () => {
    await inTempDir(async (dataDir) => {
      await refuses(() => backtest(smaCross, { dataDir, ...options }), ...says);
      assert.deepEqual([...Deno.readDirSync(dataDir)], []);
    });
  });
}
