import assert from "node:assert/strict";
import { inTempDir } from "../../data/helpers.ts";
import { runTask } from "../fixtures.ts";

const range = ["--symbol", "BTC/USDT", "--timeframe", "1h", "--from", "2023-01-01"];

Deno.test("promote --json prints the shape of the issue, refused and promoted, with exit status 1 and 0", () =>
  inTempDir(async (dir) => {
    const shared = ["--json", "--data-dir", dir];
    await runTask("backtest", ["sma_cross", ...range, "--to", "2023-02-01", ...shared]);
    const refused = await runTask("promote", ["sma_cross", ...shared]);
    assert.equal(refused.code, 1);
    assert.match(
      refused.stderr,
      /^error: Not promoted: length, days: 31 is below 180; closed trades: \d+ is below 30\n$/,
    );
    const json = JSON.parse(refused.stdout);
    assert.deepEqual([json.name, json.version, json.path, json.promoted], [
      "sma_cross",
      null,
      null,
      false,
    ]);
    assert.match(json.hash, /^[0-9a-f]{64}$/);
    assert.deepEqual(json.gates.at(-2), {
      name: "length, days",
      value: 31,
      bound: 180,
      passed: false,
      reason: "length, days: 31 is below 180",
    });
    const sheet = await runTask("promote", ["sma_cross", "--data-dir", dir]);
    assert.match(sheet.stdout, /length, days +31 +≥ 180 +FAIL/);
    assert.match(sheet.stdout, /Not promoted/);
    const why = "a drill, not for money";
    const promoted = await runTask("promote", ["sma_cross", "--override", why, ...shared]);
    assert.deepEqual([promoted.code, promoted.stderr], [0, ""]);
    const after = JSON.parse(promoted.stdout);
    assert.deepEqual(Object.keys(after), ["name", "version", "hash", "path", "promoted", "gates"]);
    assert.deepEqual([after.version, after.promoted, after.hash], [1, true, json.hash]);
    assert.ok(Deno.statSync(`${after.path}/artefact.js`).isFile);
    assert.equal(after.path, `${dir}/registry/sma_cross/${after.hash}`);
    const registry = await runTask("registry", shared);
    const [listed] = JSON.parse(registry.stdout);
    assert.deepEqual([listed.verified, listed.overrides.length], [true, 2]);
    assert.equal(listed.overrides[0].why, why);
    const table = await runTask("registry", ["--data-dir", dir]);
    assert.match(table.stdout, /verified, overridden: length, days \(a drill, not for money\)/);
  }));

Deno.test("promote says a user's mistake in one line", () =>
  inTempDir(async (dir) => {
    const shared = ["--data-dir", dir];
    Deno.writeTextFileSync(`${dir}/broken.ts`, "export default 5;\n");
    const table: [args: string[], code: number, says: RegExp][] = [
      [["sma_cros", ...shared], 1, /Unknown strategy "sma_cros"; did you mean "sma_cross"/],
      [
        ["sma_cross", ...shared],
        1,
        /No run of "sma_cross" to judge; run "deno task backtest sma_cross" first/,
      ],
      [["sma_cross", "--run", "nope", ...shared], 1, /No run "nope"/],
      [["sma_cross", "--to", "live", ...shared], 2, /Allowed choices are paper/],
      [["sma_cross", "--overide", "x", ...shared], 2, /Did you mean --override/],
      [["./no.ts", ...shared], 1, /No strategy file/],
      [[`${dir}/broken.ts`, ...shared], 1, /its default export is not a strategy/],
      [[], 2, /missing required argument 'strategy'/],
    ];
    for (const [args, code, says] of table) {
      const result = await runTask("promote", args);
      assert.deepEqual([result.code, result.stdout], [code, ""], result.stderr);
      assert.match(result.stderr, says);
      assert.match(result.stderr, /^error: [^\n]+\n$/);
    }
  }));

Deno.test("registry of an empty data directory says what to do", () =>
  inTempDir(async (dir) => {
    const { code, stdout } = await runTask("registry", ["--data-dir", dir]);
    assert.equal(code, 0);
    assert.match(
      stdout,
      /Nothing is promoted yet; run "deno task promote sma_cross" after a backtest/,
    );
    assert.equal((await runTask("registry", ["--json", "--data-dir", dir])).stdout, "[]\n");
  }));

Deno.test("every task of the live journey explains itself", async () => {
  const words: Record<string, RegExp> = {
    promote: /--override <why>/,
    registry: /verify/,
    live: /--speed <multiple>/,
    replay: /<session>/,
  };
  for (const [task, says] of Object.entries(words)) {
    const { code, stdout, stderr } = await runTask(task, ["--help"]);
    assert.deepEqual([code, stderr], [0, ""]);
    assert.match(stdout, says);
  }
});
