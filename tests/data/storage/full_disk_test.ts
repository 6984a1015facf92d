import assert from "node:assert/strict";
import { importFile } from "../../../data/import/import_file.ts";
import { openLake } from "../../../data/mod.ts";
import { barsAt, bitcoin, hourMs, inTempDir, refuses, snapshot } from "../helpers.ts";
import { rowsOf } from "./dataset_rows.ts";

const run = (command: string, ...args: string[]) =>
  new Deno.Command(command, { args, stdout: "null", stderr: "null" }).outputSync().success;

/** Run an action in a disk of this many kilobytes that is gone afterwards. */
function onSmallDisk(kilobytes: number, action: (dir: string) => Promise<void>): Promise<void> {
  return inTempDir(async (dir) => {
    assert.ok(run("mount", "-t", "tmpfs", "-o", `size=${kilobytes}k`, "tmpfs", dir));
    try {
      await action(dir);
    } finally {
      assert.ok(run("umount", dir));
    }
  });
}

const ignore = !mayMount();
const skipped = ignore ? " (skipped: this user may not mount a small disk)" : "";

function mayMount(): boolean {
  if (Deno.build.os !== "linux") return false;
  const dir = Deno.makeTempDirSync();
  try {
    return run("mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", dir) && run("umount", dir);
  } catch {
    return false;
  } finally {
    Deno.removeSync(dir);
  }
}

const start = Date.UTC(2024);
const symbol = "BTC/USDT:USDT";

Deno.test({
  name: `a full disk refuses the write in one sentence and keeps what was held${skipped}`,
  ignore,
  fn: () =>
    onSmallDisk(400, async (dataDir) => {
      const lake = openLake({ dataDir });
      const write = (rows: number) => {
        const table = rowsOf("trades", Array.from({ length: rows }, (_, i) => start + i));
        for (let i = 0; i < rows; i++) (table["price"] as Float64Array)[i] = Math.sin(i) + 2;
        return lake.writeDataset({ dataset: "trades", venue: "test", symbol, table });
      };
      await write(5_000);
      const before = snapshot(dataDir);
      await refuses(
        () => write(100_000),
        "the disk is full",
        "free some space",
        "2024-01-01.parquet",
      );
      assert.deepEqual(snapshot(dataDir), before);
      const { columns } = await lake.readDataset({ dataset: "trades", symbol, venue: "test" });
      assert.equal(columns.ts.length, 5_000);
    }),
});

Deno.test({
  name: `a disk that is full at a later file leaves the earlier ones as they were${skipped}`,
  ignore,
  fn: () =>
    onSmallDisk(300, async (dataDir) => {
      const lake = openLake({ dataDir });
      const years = (rows: number) => {
        const bars = barsAt(Array.from({ length: rows }, (_, i) => start + i * hourMs));
        for (let i = 0; i < rows; i++) bars.volume[i] = Math.abs(Math.sin(i));
        return lake.writeBars({ instrument: bitcoin, timeframe: "1h", bars });
      };
      await years(10);
      const before = snapshot(dataDir);
      await refuses(() => years(60_000), "the disk is full");
      assert.deepEqual(snapshot(dataDir), before);
    }),
});

Deno.test({
  name: `an import onto a full disk says so, and again when there is room it is whole${skipped}`,
  ignore,
  fn: () =>
    inTempDir((source) =>
      onSmallDisk(200, async (dataDir) => {
        const file = `${source}/bars.csv`;
        const rows = Array.from(
          { length: 9_000 },
          (_, i) => `${start + i * hourMs},1,2,1,${1 + Math.abs(Math.sin(i))},${i}`,
        );
        Deno.writeTextFileSync(file, `ts,open,high,low,close,volume\n${rows.join("\n")}\n`);
        const options = { file, symbol: "BTC/USDT", venue: "test", dataDir };
        Deno.writeFileSync(`${dataDir}/ballast`, new Uint8Array(120_000));
        await refuses(() => importFile(options), "the disk is full");
        Deno.removeSync(`${dataDir}/ballast`);
        assert.equal((await importFile(options)).written, 9_000);
      })
    ),
});
