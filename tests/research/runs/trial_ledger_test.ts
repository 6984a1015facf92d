import assert from "node:assert/strict";
import { DatabaseSync } from "node:sqlite";
import { recordTrial } from "../../../research/runs/trial_ledger.ts";
import { inTempDir } from "../../data/helpers.ts";

const trial = (strategy: string) => ({
  strategy,
  runId: `run-of-${strategy}`,
  params: { fast: 10 },
  data: { symbols: ["SPX"] },
  decisionHash: "abc",
});

Deno.test("recordTrial counts each strategy from 1, and keeps what was tried", async () => {
  await inTempDir((dir) => {
    const dataDir = `${dir}/not/there/yet`;
    assert.equal(recordTrial(dataDir, trial("a"), 5), 1);
    assert.equal(recordTrial(dataDir, trial("b"), 6), 1);
    assert.equal(recordTrial(dataDir, trial("a"), 7), 2);
    const db = new DatabaseSync(`${dataDir}/trials.sqlite`, { readOnly: true });
    const rows = db.prepare("SELECT * FROM trials ORDER BY ts").all().map((row) => ({ ...row }));
    db.close();
    assert.deepEqual(rows[2], {
      strategy: "a",
      trial: 2,
      run_id: "run-of-a",
      params: '{"fast":10}',
      data: '{"symbols":["SPX"]}',
      decision_hash: "abc",
      ts: 7,
    });
  });
});

Deno.test("recordTrial gives each of several processes numbers of its own", async () => {
  await inTempDir(async (dir) => {
    const ledger = new URL("../../../research/runs/trial_ledger.ts", import.meta.url).href;
    const code = `import { recordTrial } from "${ledger}";
      const trial = { strategy: "a", runId: "r", params: {}, data: {}, decisionHash: "h" };
      const numbers = Array.from({ length: 25 }, () => recordTrial(Deno.args[0], trial, 0));
      console.log(numbers.join(" "));`;
    Deno.writeTextFileSync(`${dir}/count.ts`, code);
    const outputs = await Promise.all(
      Array.from({ length: 4 }, () =>
        new Deno.Command(Deno.execPath(), {
          args: ["run", "-A", "--no-config", "--no-lock", `${dir}/count.ts`, `${dir}/data`],
          stderr: "inherit",
        }).output()),
    );
    const numbers = outputs.flatMap(({ stdout }) =>
      new TextDecoder().decode(stdout).trim().split(" ").map(Number)
    );
    const all = Array.from({ length: 100 }, (_, i) => i + 1);
    assert.deepEqual(numbers.toSorted((a, b) => a - b), all);
  });
});
