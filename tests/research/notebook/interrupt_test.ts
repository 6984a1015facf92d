import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import { setUpJupyter } from "../../../research/notebook/jupyter/set_up.ts";
import { jupyterEnv } from "../../../research/notebook/jupyter/venv.ts";
import { namesIn } from "../../../data/storage/folder.ts";
import { inTempDir } from "../../data/helpers.ts";
import { root } from "./helpers.ts";

interface CellSaid {
  readonly outputs: readonly (readonly [kind: string, text: string])[];
  readonly error: string | null;
  readonly traceback?: readonly string[];
  readonly seconds?: number;
}

Deno.test("an interrupt stops a backtest at once and leaves the kernel with its variables", async () => {
  await inTempDir(async (dataDir) => {
    const python = await setUpJupyter("run", { onStep: () => {} });
    const script = fileURLToPath(new URL("./interrupt_kernel.py", import.meta.url));
    const { success, stdout, stderr } = await new Deno.Command(python, {
      args: ["-I", script, `${root}/notebooks`, dataDir],
      env: jupyterEnv(dataDir),
    }).output();
    assert.ok(success, new TextDecoder().decode(stderr));
    const [backtest, after] = JSON.parse(new TextDecoder().decode(stdout)) as CellSaid[];
    assert.match(backtest!.error!, /^The backtest was interrupted at bar [\d,]+ of 35,050/);
    assert.ok(backtest!.seconds! < 1, `it took ${backtest!.seconds} s`);
    assert.deepEqual(backtest!.traceback, [`error: ${backtest!.error}`]);
    const [[first], ...rest] = backtest!.outputs as [[string], ...[string, string][]];
    assert.equal(first, "display_data");
    assert.ok(rest.every(([kind]) => kind === "update_display_data"));
    assert.match(rest[0]![1], /^slow on BTC\/USDT 1h: \d+%, [\d,]+ bars\/s, \d+ (s|min) left$/);
    assert.match(rest.at(-1)![1], /interrupted at bar/);
    assert.deepEqual(after!.outputs, [["stream", "42\n"]]);
    assert.deepEqual(namesIn(`${dataDir}/runs`), []);
  });
});
