import assert from "node:assert/strict";
import { backtest } from "../../../research/backtest/backtest.ts";
import smaCross from "../../../research/strategies/sma_cross.ts";
import { listSessions, readSession } from "../../../live/journal/read_sessions.ts";
import { replay } from "../../../live/runner/replay.ts";
import { journalFile, ledgerFile } from "../../../live/runner/session_store.ts";
import { deploymentOf, spawnTask, withPromoted, writeDeployments } from "../fixtures.ts";
import { isRunning, sandboxChildren } from "./sandbox_fixtures.ts";
import { randomOf } from "./session_fixtures.ts";
import { all } from "./session_state.ts";

const KILLS = Number(Deno.env.get("TAPEOUT_KILLS") ?? 10);
const BARS = 35_050;

function rowsIn(dataDir: string): number {
  try {
    return Number(all(journalFile(dataDir, "btc-1"), "SELECT count(*) AS n FROM inputs")[0]!.n);
  } catch {
    return 0;
  }
}

function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

async function gone(pids: readonly number[]): Promise<boolean> {
  for (let waited = 0; waited < 3_000; waited += 20) {
    if (!pids.some(isRunning)) return true;
    await sleep(20);
  }
  return false;
}

Deno.test(`a runner killed ${KILLS} times ends as the backtest does, with each order sent once`, () =>
  withPromoted(async (dataDir) => {
    const { from: _, to: __, ...whole } = deploymentOf();
    const file = writeDeployments(dataDir, whole);
    const random = randomOf(2_024);
    const moments = Array.from({ length: KILLS }, () => Math.floor(BARS * 0.9 * random())).sort((
      a,
      b,
    ) => a - b);
    let midway = 0;
    for (const [i, rows] of moments.entries()) {
      const runner = spawnTask("live", [file, "--json", "--data-dir", dataDir]);
      let ended = false;
      runner.status.then(() => ended = true);
      // Every third one dies early: while it starts, or while it goes through its journal.
      const early = i % 3 === 2;
      if (early) await sleep(50 + 400 * random());
      while (!early && !ended && rowsIn(dataDir) < rows) await sleep(2);
      const children = sandboxChildren(runner.pid);
      if (!ended && children.length > 0) midway++;
      runner.kill("SIGKILL");
      await Promise.all([runner.output(), runner.status]);
      assert.equal(await gone(children), true, "a strategy outlived its runner");
    }
    assert.ok(midway >= KILLS / 2, `only ${midway} kills met a session at work`);
    const last = await spawnTask("live", [file, "--json", "--data-dir", dataDir]).output();
    const { sessions: [session] } = JSON.parse(new TextDecoder().decode(last.stdout));
    const { record } = await backtest(smaCross, {
      symbols: ["BTC/USDT"],
      timeframe: "1h",
      dataDir,
    });
    assert.deepEqual(
      [session.decisionHash, session.finalEquity, session.bars, session.state],
      [record.decisionHash, record.finalEquity, BARS, "ended"],
    );
    const again = await replay(dataDir, "btc-1");
    assert.deepEqual(
      [again.identical, again.decisionHash, again.finalEquity],
      [true, record.decisionHash, record.finalEquity],
    );
    assert.deepEqual(listSessions(dataDir).map(({ sessionId }) => sessionId), ["btc-1"]);
    const asked = all(ledgerFile(dataDir, "btc-1"), "SELECT * FROM asked WHERE text IS NOT NULL");
    const ids = asked.map((each) => each.client_order_id);
    assert.deepEqual([new Set(ids).size, ids.length], [session.orders, session.orders]);
    const { notes } = readSession(dataDir, "btc-1");
    assert.ok(
      notes.filter(({ text }) => text.startsWith("continued after bar ")).length >= midway / 2,
    );
  }));
