import assert from "node:assert/strict";
import {
  pressKillSwitch,
  readKillSwitch,
  releaseKillSwitch,
} from "../../../live/runner/kill_switch.ts";
import { SessionHalt } from "../../../live/runner/session_halt.ts";
import { ledgerFile, readStored, sessionsDir } from "../../../live/runner/session_store.ts";
import { inTempDir } from "../../data/helpers.ts";
import { deploymentOf, live, promoteNamed, withPromoted } from "../fixtures.ts";
import { Life } from "./session_fixtures.ts";
import { bars, calm, changed } from "./session_lives.ts";
import { all, summaryOf } from "./session_state.ts";

Deno.test("the kill switch is a file: pressed, read with its reason, released", () =>
  inTempDir((dataDir) => {
    assert.equal(readKillSwitch(dataDir), "");
    assert.equal(releaseKillSwitch(dataDir), false);
    pressKillSwitch(dataDir, "fat finger");
    assert.equal(readKillSwitch(dataDir), "fat finger");
    pressKillSwitch(dataDir, "");
    assert.equal(readKillSwitch(dataDir), "no reason given");
    assert.equal(releaseKillSwitch(dataDir), true);
    assert.equal(readKillSwitch(dataDir), "");
  }));

Deno.test("readKillSwitch takes a switch that it cannot read for pressed", () =>
  inTempDir((dataDir) => {
    Deno.mkdirSync(`${sessionsDir(dataDir)}/KILL_SWITCH`, { recursive: true });
    assert.match(readKillSwitch(dataDir), /cannot be read/);
  }));

Deno.test("a session halts when the switch is pressed, cancels what is open, and goes on once released", () =>
  inTempDir(async (dataDir) => {
    const { backtest } = await promoteNamed(dataDir, "donchian_breakout");
    const stop = backtest.result.orders.find(({ type, state, bar }) =>
      type === "stop" && state !== "rejected" && bar > 500
    )!;
    const deployment = deploymentOf({ artefact: "donchian_breakout" });
    const pressed = await live(dataDir, deployment, {
      onProgress: (_, done) => done === stop.bar + 1 && pressKillSwitch(dataDir, "drill"),
    });
    assert.deepEqual([pressed.state, pressed.reason], ["halted", "the kill switch is on: drill"]);
    assert.equal(pressed.bars, stop.bar + 1);
    const ledger = () => all(ledgerFile(dataDir, "btc-1"), "SELECT * FROM asked ORDER BY n");
    const cancelled = ledger().at(-1)!;
    assert.deepEqual(
      [cancelled.client_order_id, cancelled.text, cancelled.row],
      [`btc-1-${stop.id}`, null, stop.bar],
    );
    const asked = ledger().length;
    for (const fresh of [false, false]) {
      const refused = await live(dataDir, deployment, { fresh });
      assert.deepEqual([refused.state, refused.bars], ["halted", stop.bar + 1]);
    }
    assert.equal(ledger().length, asked, "something was sent while the switch was on");
    assert.equal(readStored(dataDir, "btc-1")!.reason, "the kill switch is on: drill");
    releaseKillSwitch(dataDir);
    const outcome = await live(dataDir, deployment);
    assert.deepEqual([outcome.state, outcome.sessionId], ["ended", "btc-1"]);
    assert.equal(outcome.bars, backtest.record.bars);
    const placed = ledger()[asked]!;
    assert.equal(placed.row, stop.bar + 1, "the strategy was not told that its stop is gone");
  }));

Deno.test("a session that is not started while the switch is on sends nothing at all", () =>
  withPromoted(async (dataDir) => {
    pressKillSwitch(dataDir, "closed for today");
    const outcome = await live(dataDir, deploymentOf());
    assert.deepEqual([outcome.state, outcome.bars, outcome.orders], ["halted", 0, 0]);
  }));

Deno.test("the switch wins the race between the journal and the venue", async () => {
  for (const at of [1, 5, 17]) {
    await inTempDir(async (dir) => {
      let [looks, sent] = [0, 0];
      const racing = new Life(dir, bars, ({ venue }) => ({
        venue: changed(venue, { submit: (id, text) => (sent++, venue.submit(id, text)) }),
        // Pressed at one look, whichever it is, and held.
        killSwitch: () => ++looks >= 2 * at ? "race" : "",
      }));
      await assert.rejects(
        racing.run(),
        (error: Error) =>
          error instanceof SessionHalt && error.message === "the kill switch is on: race",
      );
      const before = sent;
      assert.deepEqual(await racing.session.cancelOpenOrders(), []);
      racing.close();
      const dead = new Life(dir, bars, ({ venue }) => ({
        venue: changed(venue, { submit: (id, text) => (sent++, venue.submit(id, text)) }),
        killSwitch: () => "still on",
      }));
      await dead.run().catch((error) => assert.match(error.message, /the kill switch is on/));
      dead.close();
      assert.equal(sent, before, "an order was sent while the switch was on");
    });
  }
});

Deno.test("an order that was durable when its runner died is not sent while the switch is on", () =>
  inTempDir(async (dir) => {
    let submits = 0;
    const dying = new Life(dir, bars, ({ venue }) => ({
      venue: changed(venue, {
        submit: (id, text) => {
          if (++submits === 9) throw new Error("killed");
          return venue.submit(id, text);
        },
      }),
    }));
    await assert.rejects(dying.run(), /killed/);
    dying.close();
    const asked = () => all(`${dir}/venue.sqlite`, "SELECT * FROM asked").length;
    const before = asked();
    const switched = new Life(dir, bars, () => ({ killSwitch: () => "on" }));
    await assert.rejects(switched.run(), /the kill switch is on/);
    switched.close();
    assert.equal(asked(), before);
    const released = new Life(dir, bars);
    await released.run();
    released.close();
    assert.deepEqual(summaryOf(released.session), await calm());
  }));

Deno.test("what a halt kept back is told to the strategy and never sent, however often its runner dies", () =>
  inTempDir(async (dir) => {
    let looks = 0;
    const halted = new Life(dir, bars, () => ({ killSwitch: () => ++looks > 8 ? "on" : "" }));
    await assert.rejects(halted.run(), /the kill switch is on/);
    await halted.session.cancelOpenOrders();
    halted.journal.setState("halted", "the kill switch is on", 1);
    halted.close();
    const asked = () => all(`${dir}/venue.sqlite`, "SELECT * FROM asked WHERE text IS NOT NULL");
    const decided = all(
      `${dir}/journal.sqlite`,
      "SELECT text FROM decisions WHERE refusal = '' AND text LIKE '{\"id\"%'",
    );
    const kept = String(decided.map(({ text }) => text).at(-1));
    assert.ok(!asked().some(({ text }) => text === kept));
    for (let lives = 0; lives < 3; lives++) {
      const dying = new Life(dir, bars);
      await dying.run(dying.session.rows);
      dying.close();
    }
    const last = await new Life(dir, bars).run();
    last.close();
    assert.ok(!asked().some(({ text }) => text === kept), "the order was sent after all");
    const told = all(
      `${dir}/journal.sqlite`,
      "SELECT body FROM inputs WHERE body LIKE '%halted before%'",
    );
    assert.equal(told.length, 1);
  }));
