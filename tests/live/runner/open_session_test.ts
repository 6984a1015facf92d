import assert from "node:assert/strict";
import { readSession } from "../../../live/journal/read_sessions.ts";
import { openSession } from "../../../live/runner/open_session.ts";
import { isHeld } from "../../../live/runner/lease.ts";
import { backtest } from "../../../research/backtest/backtest.ts";
import { promote } from "../../../live/promotion/promote.ts";
import { withStrategy } from "../../../research/load/strategy_source.ts";
import { refuses } from "../../data/helpers.ts";
import { deploymentOf, FROM, live, promoteNamed, TO, withPromoted } from "../fixtures.ts";

/** Runs a deployment until `bars` are done, and stops it there. */
async function stopAfter(dataDir: string, bars: number, deployment = deploymentOf()) {
  const stop = new AbortController();
  return await live(dataDir, deployment, {
    signal: stop.signal,
    onProgress: (_, done) => done === bars && stop.abort(),
  });
}

Deno.test("a stopped session continues where it was and ends as if it had not stopped", () =>
  withPromoted(async (dataDir, { backtest: { record } }) => {
    for (const bars of [1, 2, 500, 3_000]) {
      const stopped = await stopAfter(dataDir, bars);
      assert.deepEqual(
        [stopped.sessionId, stopped.state, stopped.reason, stopped.bars],
        ["btc-1", "stopped", "stopped by its runner", bars],
      );
    }
    const outcome = await live(dataDir, deploymentOf());
    assert.deepEqual(
      [outcome.sessionId, outcome.state, outcome.decisionHash, outcome.finalEquity],
      ["btc-1", "ended", record.decisionHash, record.finalEquity],
    );
    const { notes } = readSession(dataDir, "btc-1");
    assert.deepEqual(notes.map(({ text }) => text), [
      "started",
      "stopped: stopped by its runner",
      "continued after bar 0",
      "stopped: stopped by its runner",
      "continued after bar 1",
      "stopped: stopped by its runner",
      "continued after bar 499",
      "stopped: stopped by its runner",
      "continued after bar 2999",
      "ended",
    ]);
    const next = await live(dataDir, deploymentOf());
    assert.deepEqual([next.sessionId, next.decisionHash], ["btc-2", record.decisionHash]);
  }));

Deno.test("openSession refuses to continue a session under a changed deployment", () =>
  withPromoted(async (dataDir) => {
    await promoteNamed(dataDir, "donchian_breakout");
    await stopAfter(dataDir, 50);
    const changes: [Parameters<typeof deploymentOf>[0], string][] = [
      [{ capital: 50_000 }, "capital"],
      [{ limits: { dailyLoss: 0.1 } }, "limits"],
      [{ instruments: ["ETH/USDT"] }, "instruments"],
      [{ instruments: ["BTC/USDT", "ETH/USDT"] }, "instruments"],
      [{ from: FROM + 86_400_000 }, "from"],
      [{ to: TO - 86_400_000 }, "to"],
      [{ artefact: "donchian_breakout" }, "artefact"],
    ];
    for (const [change, field] of changes) {
      await refuses(
        () => openSession(dataDir, deploymentOf(change), false),
        'Cannot continue the session "btc-1"',
        field,
        "put it back, or begin a new session with --fresh",
      );
      assert.equal(isHeld(dataDir, "btc"), false, "the lease was kept");
    }
    const fresh = await live(dataDir, deploymentOf({ capital: 50_000 }), { fresh: true });
    assert.deepEqual([fresh.sessionId, fresh.state], ["btc-2", "ended"]);
    const after = await live(dataDir, deploymentOf());
    assert.equal(after.sessionId, "btc-3");
  }));

Deno.test("a session keeps its artefact to its end; the next takes the latest version", () =>
  withPromoted(async (dataDir, { promotion, backtest: { record } }) => {
    await stopAfter(dataDir, 900);
    await withStrategy("sma_cross", async (loaded) => {
      const range = { symbols: ["BTC/USDT"], timeframe: "1h", from: FROM, to: TO };
      await backtest(loaded.strategy, { ...range, dataDir, params: { fast: 12, slow: 40 } });
      assert.equal((await promote(loaded, { dataDir })).version, 2);
    });
    const first = await live(dataDir, deploymentOf());
    assert.deepEqual([first.artefact, first.decisionHash], [promotion.hash, record.decisionHash]);
    const second = await live(dataDir, deploymentOf());
    assert.notEqual(second.artefact, promotion.hash);
    const pinned = await live(dataDir, deploymentOf({ name: "pinned", artefact: "sma_cross@1" }));
    assert.equal(pinned.decisionHash, record.decisionHash);
  }));

Deno.test("openSession lets its lease go where it fails", () =>
  withPromoted(async (dataDir) => {
    await refuses(
      () => openSession(dataDir, deploymentOf({ artefact: "nothing" }), false),
      "No artefact",
    );
    assert.equal(isHeld(dataDir, "btc"), false);
    const opened = await openSession(dataDir, deploymentOf(), false);
    assert.equal(isHeld(dataDir, "btc"), true);
    opened.lease.close();
  }));
