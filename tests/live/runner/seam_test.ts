import assert from "node:assert/strict";
import { promoteNamed, runTask, writeDeployments } from "../fixtures.ts";
import { deploymentOf, live } from "../fixtures.ts";
import { inTempDir } from "../../data/helpers.ts";
import { HOUR } from "../../research/fixtures.ts";
import { all } from "./session_state.ts";
import { fileURLToPath } from "node:url";
import { resampleBars } from "../../../data/quality/resample_bars.ts";
import { openLake } from "../../../data/storage/open_lake.ts";
import { readSession } from "../../../live/journal/read_sessions.ts";
import { journalFile } from "../../../live/runner/session_store.ts";
import { LIQUIDATION } from "../../../research/engine/mod.ts";
import { replay } from "../../../live/runner/replay.ts";

const cases: [strategy: string, symbols: string[]][] = [
  ["sma_cross", ["BTC/USDT"]],
  ["sma_cross", ["BTC/USDT", "ETH/USDT"]],
  ["donchian_breakout", ["BTC/USDT"]],
  ["donchian_breakout", ["ETH/USDT", "BTC/USDT"]],
  ["rsi_mean_reversion", ["ETH/USDT"]],
  ["rsi_mean_reversion", ["BTC/USDT", "ETH/USDT"]],
];

for (const [name, symbols] of cases) {
  Deno.test(`backtest, promotion, session and replay of ${name} on ${symbols.join(" and ")} agree`, () =>
    inTempDir(async (dataDir) => {
      const { backtest: { record, result }, promotion } = await promoteNamed(
        dataDir,
        name,
        symbols,
      );
      assert.ok(promotion.promoted);
      const outcome = await live(
        dataDir,
        deploymentOf({ artefact: name, instruments: symbols }),
      );
      const again = await replay(dataDir, outcome.sessionId);
      const { decisionHash, finalEquity } = record;
      assert.ok(record.metrics.trades! >= 30, "too few trades to prove anything");
      assert.deepEqual([outcome.decisionHash, outcome.finalEquity], [decisionHash, finalEquity]);
      assert.deepEqual([again.decisionHash, again.finalEquity], [decisionHash, finalEquity]);
      assert.equal(again.identical, true);
      const { orders, fills } = result;
      assert.deepEqual([outcome.orders, outcome.fills], [orders.length, fills.ts.length]);
      assert.deepEqual([outcome.state, outcome.reason, outcome.bars], ["ended", "", record.bars]);
      if (name !== "donchian_breakout") return;
      const stops = orders.filter(({ type }) => type === "stop");
      assert.ok(stops.some(({ state }) => state === "filled"), "no stop was filled");
      assert.ok(stops.some(({ state }) => state === "cancelled"), "no stop was cancelled");
    }));
}

const PERPETUAL = "BTC/USDT:USDT";

for (const marginMode of ["cross", "isolated"] as const) {
  Deno.test(`a perpetual on ${marginMode} margin agrees in backtest, session and replay, with all that costs`, () =>
    inTempDir(async (dataDir) => {
      const lake = openLake({ dataDir });
      const { instrument, bars } = await lake.readBars({ symbol: PERPETUAL, timeframe: "1h" });
      const built = resampleBars(bars, { fromMs: HOUR, toMs: 4 * HOUR, calendar: "crypto" });
      await lake.writeBars({ instrument, timeframe: "4h", bars: built.bars });
      const { backtest: { record, result }, promotion } = await promoteNamed(
        dataDir,
        fileURLToPath(new URL("./levered_swing.ts", import.meta.url)),
        [PERPETUAL],
        {
          ...{ timeframe: "4h", drillDown: "1h", leverage: 20, marginMode },
          ...{ spreadBps: 1, impactBps: 20, participation: 0.05, rejectRate: 0.02, seed: 4 },
          latency: { medianMs: 800, sigma: 1 },
        },
      );
      assert.ok(promotion.promoted, JSON.stringify(promotion.gates));
      const deployment = deploymentOf({
        artefact: "levered_swing",
        instruments: [PERPETUAL],
        timeframe: "4h",
      });
      const outcome = await live(dataDir, deployment);
      const again = await replay(dataDir, outcome.sessionId);
      assert.deepEqual([outcome.state, outcome.reason], ["ended", ""]);
      for (const each of [outcome, again]) {
        assert.equal(each.decisionHash, record.decisionHash);
        assert.equal(each.finalEquity, record.finalEquity);
      }
      const { fills, flows, orders, trades } = result;
      assert.ok(fills.orderId.includes(LIQUIDATION), "nothing was liquidated");
      assert.ok(flows.kind.includes("funding"), "no funding was paid");
      assert.ok(trades.some(({ side }) => side === "short"), "no short");
      assert.ok(orders.some(({ state }) => state === "rejected"), "no order was rejected");
      const session = readSession(dataDir, outcome.sessionId);
      assert.deepEqual(session.ordersList, orders);
      assert.deepEqual(session.fillsList.map(({ orderId }) => orderId), [...fills.orderId]);
      const own = session.fillsList.filter(({ orderId }) => orderId > 0);
      const booked = all(
        journalFile(dataDir, outcome.sessionId),
        "SELECT trade_id, order_id FROM trades WHERE order_id > 0 ORDER BY rowid",
      );
      assert.deepEqual(
        own.map(({ tradeId, orderId }) => [tradeId, orderId]),
        booked.map(({ trade_id, order_id }) => [trade_id, order_id]),
      );
      assert.equal(session.paymentsList.length, flows.ts.length);
      assert.deepEqual(session.equityCurve.equity, [...result.equity.equity]);
    }));
}

Deno.test("a strategy that asks for funding beside its bars is fed it live as in its backtest", () =>
  inTempDir(async (dataDir) => {
    const symbols = ["BTC/USDT", PERPETUAL];
    const options = { override: "few trades" };
    const { backtest: { record, result }, promotion } = await promoteNamed(
      dataDir,
      "funding_carry",
      symbols,
      options,
    );
    assert.ok(promotion.promoted, JSON.stringify(promotion.gates));
    assert.deepEqual(record.asked, [[], ["funding_rates"]]);
    assert.ok(result.orders.some(({ state }) => state === "filled"));
    const deployment = deploymentOf({ artefact: "funding_carry", instruments: symbols });
    const outcome = await live(dataDir, deployment);
    const again = await replay(dataDir, outcome.sessionId);
    for (const each of [outcome, again]) {
      assert.equal(each.decisionHash, record.decisionHash);
      assert.equal(each.finalEquity, record.finalEquity);
    }
    const { orders } = readSession(dataDir, outcome.sessionId);
    assert.equal(orders, result.orders.length);
  }));

Deno.test("the four commands agree to the last digit on the whole recording of BTC/USDT", () =>
  inTempDir(async (dir) => {
    const shared = ["--json", "--data-dir", dir];
    const json = async (task: string, args: string[]) => {
      const { code, stdout, stderr } = await runTask(task, [...args, ...shared]);
      assert.deepEqual([code, stderr], [0, ""]);
      assert.equal(stdout.trim().split("\n").length, 1);
      return JSON.parse(stdout);
    };
    const run = await json("backtest", ["sma_cross", "--symbol", "BTC/USDT", "--timeframe", "1h"]);
    const promotion = await json("promote", ["sma_cross"]);
    assert.deepEqual(Object.keys(promotion), [
      "name",
      "version",
      "hash",
      "path",
      "promoted",
      "gates",
    ]);
    const { sessions } = await json("live", ["--speed", "max"]);
    assert.equal(sessions.length, 1);
    const [session] = sessions;
    const replayed = await json("replay", [session.sessionId]);
    for (const each of [session, replayed]) {
      assert.equal(each.decisionHash, run.decisionHash);
      assert.equal(each.finalEquity, run.finalEquity);
    }
    assert.deepEqual(replayed, {
      sessionId: session.sessionId,
      identical: true,
      decisions: session.orders,
      decisionHash: run.decisionHash,
      finalEquity: run.finalEquity,
    });
    const { artefact, deployment, symbol, timeframe, from, to, orders, fills, bars } = session;
    assert.deepEqual(
      { artefact, deployment, symbol, timeframe, from, to, bars },
      {
        artefact: promotion.hash,
        deployment: "sma_cross_btc",
        symbol: "BTC/USDT",
        timeframe: "1h",
        from: run.from,
        to: run.to,
        bars: run.bars,
      },
    );
    assert.deepEqual([orders, fills], [1415, 1415]);
    const second = await json("backtest", [
      "sma_cross",
      "--symbol",
      "BTC/USDT",
      "--timeframe",
      "1h",
    ]);
    assert.equal(second.decisionHash, run.decisionHash);
  }));

Deno.test("two deployments in one file run side by side and agree with their backtests", () =>
  inTempDir(async (dir) => {
    const hashes: Record<string, string> = {};
    for (const name of ["sma_cross", "donchian_breakout"]) {
      hashes[name] = (await promoteNamed(dir, name)).backtest.record.decisionHash;
    }
    const file = writeDeployments(
      dir,
      deploymentOf({ name: "a" }),
      deploymentOf({ name: "b", artefact: "donchian_breakout" }),
    );
    const { code, stdout } = await runTask("live", [file, "--json", "--data-dir", dir]);
    assert.equal(code, 0);
    const { sessions } = JSON.parse(stdout);
    assert.deepEqual(
      sessions.map((each: { sessionId: string; decisionHash: string }) => [
        each.sessionId,
        each.decisionHash,
      ]),
      [["a-1", hashes.sma_cross], ["b-1", hashes.donchian_breakout]],
    );
  }));
