import assert from "node:assert/strict";
import { Journal } from "../../../live/journal/journal.ts";
import { isHeld, takeLease } from "../../../live/runner/lease.ts";
import { readStored } from "../../../live/runner/session_store.ts";
import { inTempDir, refuses } from "../../data/helpers.ts";
import {
  deploymentOf,
  live,
  runTask,
  spawnTask,
  withPromoted,
  writeDeployments,
} from "../fixtures.ts";
import { Life } from "./session_fixtures.ts";
import { bars, changed } from "./session_lives.ts";

Deno.test("takeLease refuses a second holder until the first lets go", () =>
  inTempDir(async (dataDir) => {
    assert.equal(isHeld(dataDir, "btc"), false);
    const lease = await takeLease(dataDir, "btc");
    assert.equal(isHeld(dataDir, "btc"), true);
    assert.equal(isHeld(dataDir, "eth"), false);
    await refuses(() => takeLease(dataDir, "btc"), 'deployment "btc"', "another runner holds it");
    (await takeLease(dataDir, "eth")).close();
    lease.close();
    assert.equal(isHeld(dataDir, "btc"), false);
    (await takeLease(dataDir, "btc")).close();
  }));

Deno.test("takeLease is not put off by a page that asks whether it is held", () =>
  inTempDir(async (dataDir) => {
    (await takeLease(dataDir, "btc")).close();
    let asking = true;
    const page = (async () => {
      while (asking) {
        isHeld(dataDir, "btc");
        await new Promise((resolve) => setTimeout(resolve, 0));
      }
    })();
    for (let i = 0; i < 20; i++) (await takeLease(dataDir, "btc")).close();
    asking = false;
    await page;
  }));

Deno.test("rule 7: a second runner is refused while the first lives, even suspended", () =>
  withPromoted(async (dataDir, { backtest }) => {
    const file = writeDeployments(dataDir, deploymentOf());
    // 60 bars a second: alive for as long as the test needs it.
    const speed = String(60 * 3_600);
    const first = spawnTask("live", [file, "--json", "--speed", speed, "--data-dir", dataDir]);
    try {
      while (!isHeld(dataDir, "btc") || readStored(dataDir, "btc-1") === null) {
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
      const refused = async () => {
        const { code, stdout, stderr } = await runTask("live", [
          file,
          "--json",
          "--data-dir",
          dataDir,
        ]);
        assert.deepEqual([code, stdout], [1, ""]);
        assert.match(
          stderr,
          /^error: Cannot run the deployment "btc": another runner holds it[^\n]*\n$/,
        );
      };
      await refused();
      first.kill("SIGSTOP");
      await refused();
      first.kill("SIGCONT");
      await new Promise((resolve) => setTimeout(resolve, 300));
    } finally {
      first.kill("SIGINT");
    }
    const { code, stdout } = await first.output();
    assert.equal(code, 0);
    const { sessions: [stopped] } = JSON.parse(new TextDecoder().decode(stdout));
    assert.deepEqual([stopped.sessionId, stopped.state], ["btc-1", "stopped"]);
    assert.ok(stopped.bars > 0 && stopped.bars < backtest.record.bars);
    assert.equal(readStored(dataDir, "btc-1")!.state, "stopped");
    const outcome = await live(dataDir, deploymentOf());
    assert.deepEqual(
      [outcome.sessionId, outcome.state, outcome.decisionHash, outcome.finalEquity],
      ["btc-1", "ended", backtest.record.decisionHash, backtest.record.finalEquity],
    );
  }));

Deno.test("rule 7: a runner whose session was taken over writes and sends nothing more", () =>
  inTempDir(async (dir) => {
    let sent = 0;
    const stale = new Life(dir, bars, ({ venue }) => ({
      venue: changed(venue, { submit: (id, text) => (sent++, venue.submit(id, text)) }),
    }));
    await stale.run(40);
    stale.session.commit();
    const before = sent;
    const successor = Journal.open(`${dir}/journal.sqlite`, "{}", 1);
    await assert.rejects(stale.run(), /another runner has taken the session over/);
    assert.equal(sent, before);
    assert.throws(() => stale.journal.setState("ended", "", 2), /another runner/);
    assert.throws(() => stale.journal.note("still here", 2), /another runner/);
    const rows = [...successor.rows()].length;
    assert.equal(rows, 40);
    successor.close();
    stale.close();
  }));
