import assert from "node:assert/strict";
import { Journal } from "../../../live/journal/journal.ts";
import { listSessions, readSession } from "../../../live/journal/read_sessions.ts";
import { takeLease } from "../../../live/runner/lease.ts";
import { replay } from "../../../live/runner/replay.ts";
import { journalFile, latestSessionId } from "../../../live/runner/session_store.ts";
import { inTempDir, refuses } from "../../data/helpers.ts";
import { configOf } from "../runner/session_fixtures.ts";

/** Begins a session as a runner does, and leaves it as one that was killed. */
function begin(dataDir: string, sessionId: string, config: object): void {
  Deno.mkdirSync(`${dataDir}/sessions/${sessionId}`, { recursive: true });
  Journal.open(journalFile(dataDir, sessionId), JSON.stringify(config), 1).close();
}

Deno.test("a session of another version is left out of the list, and readSession says why", () =>
  inTempDir(async (dataDir) => {
    begin(dataDir, "test-1", { ...configOf(), limits: { maxLoss: 3 } });
    begin(dataDir, "test-2", configOf({ sessionId: "test-2" }));
    assert.deepEqual(listSessions(dataDir).map(({ sessionId }) => sessionId), ["test-2"]);
    assert.equal(readSession(dataDir, "test-2").bars, 0);
    for (const read of [readSession, replay]) {
      await refuses(() => read(dataDir, "test-1"), 'the session "test-1"', "another version");
    }
  }));

Deno.test("only the deployment's latest session is held, by number and not by spelling", () =>
  inTempDir(async (dataDir) => {
    const ids = ["test-9", "test-10"];
    for (const sessionId of ids) begin(dataDir, sessionId, configOf({ sessionId }));
    begin(dataDir, "test-10-1", configOf({ sessionId: "test-10-1", deployment: "test-10" }));
    assert.equal(latestSessionId(dataDir, "test"), "test-10");
    assert.equal(latestSessionId(dataDir, "test-10"), "test-10-1");
    assert.equal(latestSessionId(dataDir, "tes"), undefined);
    const held = () =>
      listSessions(dataDir).filter(({ held }) => held).map(({ sessionId }) => sessionId);
    assert.deepEqual(held(), []);
    using _lease = await takeLease(dataDir, "test");
    assert.deepEqual(held(), ["test-10"]);
  }));
