import assert from "node:assert/strict";
import { readSession } from "../../../live/journal/read_sessions.ts";
import { readStored } from "../../../live/runner/session_store.ts";
import {
  deploymentOf,
  FROM,
  runTask,
  spawnTask,
  withPromoted,
  writeDeployments,
} from "../fixtures.ts";

const month = deploymentOf({ to: FROM + 30 * 86_400_000 });

Deno.test("live --json prints one object with the session as the issue has it, and nothing else", () =>
  withPromoted(async (dataDir, { promotion }) => {
    const file = writeDeployments(dataDir, month);
    const { code, stdout, stderr } = await runTask("live", [file, "--json", "--data-dir", dataDir]);
    assert.deepEqual([code, stderr], [0, ""]);
    const { sessions, ...rest } = JSON.parse(stdout);
    assert.deepEqual(rest, {});
    const [session] = sessions;
    for (const key of ["orders", "fills", "finalEquity"]) {
      assert.equal(typeof session[key], "number");
    }
    assert.match(session.decisionHash, /^[0-9a-f]{64}$/);
    const { orders: _, fills: __, finalEquity: ___, decisionHash: ____, ...facts } = session;
    assert.deepEqual(facts, {
      sessionId: "btc-1",
      deployment: "btc",
      artefact: promotion.hash,
      symbol: "BTC/USDT",
      timeframe: "1h",
      from: FROM,
      to: FROM + 719 * 3_600_000,
      bars: 720,
      state: "ended",
      reason: "",
    });
    const sheet = await runTask("live", [file, "--data-dir", dataDir]);
    assert.match(sheet.stdout, /btc-2 +ended +BTC\/USDT 1h/);
    assert.match(sheet.stdout, new RegExp(`btc-2 decisions sha256 ${session.decisionHash}`));
    assert.match(sheet.stdout, /Next: deno task replay btc-2/);
  }));

for (const signal of ["SIGINT", "SIGTERM"] as const) {
  Deno.test(`live stops cleanly on ${signal}, and a later live goes on`, () =>
    withPromoted(async (dataDir) => {
      const file = writeDeployments(dataDir, month);
      const args = [file, "--json", "--data-dir", dataDir];
      const runner = spawnTask("live", [...args, "--speed", String(100 * 3_600)]);
      while (
        (readStored(dataDir, "btc-1")?.updated ?? 0) <= (readStored(dataDir, "btc-1")?.started ?? 0)
      ) {
        await new Promise((resolve) => setTimeout(resolve, 10));
      }
      await new Promise((resolve) => setTimeout(resolve, 200));
      runner.kill(signal);
      const { code, stdout, stderr } = await runner.output();
      const decoder = new TextDecoder();
      assert.deepEqual([code, decoder.decode(stderr)], [0, ""]);
      const { sessions: [stopped] } = JSON.parse(decoder.decode(stdout));
      assert.equal(stopped.state, "stopped");
      assert.ok(stopped.bars > 0 && stopped.bars < 720, String(stopped.bars));
      assert.equal(readSession(dataDir, "btc-1").bars, stopped.bars);
      const { sessions: [ended] } = JSON.parse((await runTask("live", args)).stdout);
      assert.deepEqual([ended.sessionId, ended.state, ended.bars], ["btc-1", "ended", 720]);
    }));
}

Deno.test("live --halt stops a running session from another terminal, and --release lets it go on", () =>
  withPromoted(async (dataDir) => {
    const file = writeDeployments(dataDir, month);
    const shared = ["--data-dir", dataDir];
    const runner = spawnTask("live", [file, "--json", "--speed", String(100 * 3_600), ...shared]);
    while (readStored(dataDir, "btc-1") === null) {
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    const pressed = await runTask("live", ["--halt", "fat finger", ...shared]);
    assert.deepEqual([pressed.code, pressed.stderr], [0, "The kill switch is on: fat finger\n"]);
    const { code, stdout, stderr } = await runner.output();
    const decoder = new TextDecoder();
    assert.equal(code, 1);
    assert.match(
      decoder.decode(stderr),
      /^error: Session btc-1 halted: the kill switch is on: fat finger\n$/,
    );
    assert.equal(JSON.parse(decoder.decode(stdout)).sessions[0].state, "halted");
    const still = await runTask("live", [file, "--json", ...shared]);
    assert.equal(still.code, 1);
    assert.equal(JSON.parse(still.stdout).sessions[0].state, "halted");
    const released = await runTask("live", ["--release", ...shared]);
    assert.match(released.stderr, /is released/);
    const { sessions: [ended] } = JSON.parse(
      (await runTask("live", [file, "--json", ...shared])).stdout,
    );
    assert.deepEqual([ended.sessionId, ended.state, ended.bars], ["btc-1", "ended", 720]);
  }));

Deno.test("live says misspelt flags, missing files and a missing artefact in one line", () =>
  withPromoted(async (dataDir) => {
    const shared = ["--data-dir", dataDir];
    const file = writeDeployments(dataDir, deploymentOf({ artefact: "buy_and_hold" }));
    const table: [args: string[], code: number, says: RegExp][] = [
      [["--sped", "60"], 2, /'--sped' \(Did you mean --speed\?\)/],
      [["/no/such.yaml", ...shared], 1, /No deployments file/],
      [
        [file, ...shared],
        1,
        /No artefact "buy_and_hold" in the registry.*deno task promote buy_and_hold/,
      ],
      [["a", "b"], 2, /too many arguments/],
    ];
    for (const [args, code, says] of table) {
      const result = await runTask("live", args);
      assert.deepEqual([result.code, result.stdout], [code, ""], result.stderr);
      assert.match(result.stderr, says);
      assert.match(result.stderr, /^error: [^\n]+\n$/);
    }
  }));
