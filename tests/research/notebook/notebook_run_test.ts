import assert from "node:assert/strict";
import { readRun } from "../../../research/runs/run_store.ts";
import { readExecuted } from "../../../research/notebook/list_notebooks.ts";
import { inTempDir } from "../../data/helpers.ts";
import { root, runCommand, writeNotebook } from "./helpers.ts";

Deno.test("notebook:run executes quick start, whose strategy decides as it does in the shell", async () => {
  await inTempDir(async (dataDir) => {
    const committed = Deno.readTextFileSync(`${root}/notebooks/quick_start.ipynb`);
    const { code, stdout, stderr } = await runCommand("notebook_run", [
      "notebooks/quick_start.ipynb",
      "--json",
      ...["--data-dir", dataDir],
    ], { INIT_CWD: root });
    assert.equal(code, 0, stderr);
    const [result] = JSON.parse(stdout);
    assert.equal(result.status, "succeeded");
    assert.equal(Deno.readTextFileSync(`${root}/notebooks/quick_start.ipynb`), committed);

    const { notebook, execution } = readExecuted(dataDir, "quick_start");
    assert.equal(execution?.executionId, result.executionId);
    const code_ = notebook.cells.filter(({ kind }) => kind === "code");
    for (const { source, outputs } of code_) {
      assert.ok(outputs.every((each) => each.output_type !== "error"));
      assert.equal(outputs.length > 0, !source.startsWith("// tapeout: export"), source);
    }
    const shown = code_.flatMap(({ outputs }) =>
      outputs.flatMap((each) => "data" in each ? Object.keys(each.data) : [])
    );
    assert.ok(shown.includes("text/html") && shown.includes("image/svg+xml"));

    const made = readRun(dataDir, result.runs[0]);
    assert.equal(result.runs.length, 1);
    assert.ok((made.metrics.trades ?? 0) >= 30);
    const shell = await runCommand("backtest", [
      `${root}/notebooks/quick_start.ipynb#band_breakout`,
      ...[
        "--symbol",
        "BTC/USDT",
        "--timeframe",
        "1h",
        "--from",
        "2021-01-01",
        "--to",
        "2025-01-01",
      ],
      ...["--json", "--data-dir", dataDir],
    ]);
    assert.equal(shell.code, 0, shell.stderr);
    const again = readRun(dataDir, JSON.parse(shell.stdout).runId);
    assert.equal(again.decisionHash, made.decisionHash);
    assert.equal(again.strategyHash, made.strategyHash);
    assert.equal(again.finalEquity, made.finalEquity);
    assert.equal(again.trial, made.trial + 1);
  });
});

Deno.test("notebook:run loses no output and ends at the cell that fails", async () => {
  await inTempDir(async (dir) => {
    const file = writeNotebook(dir, "fails", [
      'import { display } from "tapeout";\nfor (let i = 0; i < 20; i++) await display(`line ${i}`);',
      'import { bars } from "tapeout";\nawait bars("BTC/USD", "1h");',
      "console.log('never')",
    ]);
    const before = Deno.readTextFileSync(file);
    const { code, stderr, stdout } = await runCommand("notebook_run", [
      file,
      "--inplace",
      ...["--data-dir", `${dir}/data`],
    ]);
    assert.equal(code, 1);
    assert.match(
      stderr,
      /^error: Cell 2 of ".*fails\.ipynb" failed: Unknown symbol "BTC\/USD"; did/m,
    );
    assert.match(stderr, /import \{ bars \} from "tapeout";/);
    assert.match(stdout, /failed, 3 cells/);
    assert.equal(Deno.readTextFileSync(file), before);
    const { notebook, execution } = readExecuted(`${dir}/data`, "fails");
    assert.equal(execution?.error?.cell, 2);
    const [, shown, failed, never] = notebook.cells;
    assert.deepEqual(
      shown!.outputs.map((each) => "data" in each && each.data["text/plain"]),
      Array.from({ length: 20 }, (_, i) => `line ${i}`),
    );
    assert.deepEqual(failed!.outputs.map(({ output_type }) => output_type), ["error"]);
    assert.doesNotMatch(JSON.stringify(failed!.outputs), /file:|at async/);
    assert.deepEqual(never!.outputs, []);
  });
});

Deno.test("notebook:run stops a cell at its time limit and goes on with the next notebook", async () => {
  await inTempDir(async (dir) => {
    const endless = writeNotebook(dir, "endless", ["while (true) {}"]);
    const gone = writeNotebook(dir, "gone", ["Deno.exit(3)"]);
    const fine = writeNotebook(dir, "fine", [
      `import { display } from "tapeout";\nawait display("${dir}/data and " + Deno.cwd());`,
    ]);
    const { code, stdout } = await runCommand("notebook_run", [
      ...[endless, gone, fine, "--timeout", "2", "--inplace", "--json"],
      ...["--data-dir", `${dir}/data`],
    ]);
    assert.equal(code, 1);
    const results = JSON.parse(stdout);
    assert.match(results[0].error.message, /ran longer than 2 s; raise --timeout/);
    assert.match(results[1].error.message, /the kernel ended/);
    assert.deepEqual(results.map(({ status }: { status: string }) => status), [
      "failed",
      "failed",
      "succeeded",
    ]);
    const text = Deno.readTextFileSync(fine);
    assert.match(text, /data and notebooks/);
    assert.ok(!text.includes(root));
  });
});

Deno.test("notebook:run refuses a file that is no notebook before it starts anything", async () => {
  const { code, stderr } = await runCommand("notebook_run", ["deno.json"], { INIT_CWD: root });
  assert.equal(code, 1);
  assert.match(stderr, /^error: Cannot read the notebook .*not a notebook of format 4.*\n$/);
  const wrong = await runCommand("notebook_run", ["--timeout", "soon"]);
  assert.equal(wrong.code, 2);
  assert.match(wrong.stderr, /'soon' is invalid\. it is not a number of seconds/);
});
