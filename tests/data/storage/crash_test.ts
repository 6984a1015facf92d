import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import { openLake } from "../../../data/mod.ts";
import { lakeRoot } from "../../../data/storage/layout.ts";
import { withWriterLock } from "../../../data/storage/writer_lock.ts";
import { barsAt, bitcoin, hourMs, inTempDir, refuses, snapshot } from "../helpers.ts";
import { rowsOf } from "./dataset_rows.ts";

const query = { symbol: "BTC/USDT", venue: "test", timeframe: "1h" };
const script = fileURLToPath(new URL("./writer_process.ts", import.meta.url));

function startWriter(...args: string[]): Deno.ChildProcess {
  return new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", "-q", script, ...args],
    stdout: "piped",
    stderr: "inherit",
  }).spawn();
}

Deno.test("a writer killed at any moment leaves the old bars or the new ones", () =>
  inTempDir(async (dataDir) => {
    for (const delayMs of [0, 3, 7, 12, 18, 25]) {
      const writer = startWriter(dataDir, "0", "forever");
      const reader = writer.stdout.getReader();
      await reader.read();
      await new Promise((resolve) => setTimeout(resolve, delayMs));
      writer.kill("SIGKILL");
      await writer.status;
      await reader.cancel();
      const { bars } = await openLake({ dataDir }).readBars(query);
      assert.equal(bars.ts.length, 300);
      assert.ok(bars.open[0] === 10 || bars.open[0] === 20);
      assert.ok(bars.open.every((price) => price === bars.open[0]));
    }
    const bars = barsAt([Date.UTC(2025)]);
    await openLake({ dataDir }).writeBars({ instrument: bitcoin, timeframe: "1h", bars });
    assert.deepEqual([...snapshot(dataDir).keys()].filter((name) => name.endsWith(".tmp")), []);
  }));

Deno.test("a writer of events killed at any moment leaves each day whole, the old one or the new", () =>
  inTempDir(async (dataDir) => {
    const query = { dataset: "trades", venue: "test", symbol: "BTC/USDT" } as const;
    for (const delayMs of [1, 5, 9, 14, 20, 27, 33]) {
      const writer = startWriter(dataDir, "0", "events");
      const reader = writer.stdout.getReader();
      await reader.read();
      await new Promise((resolve) => setTimeout(resolve, delayMs));
      writer.kill("SIGKILL");
      await writer.status;
      await reader.cancel();
      const { columns } = await openLake({ dataDir }).readDataset(query);
      assert.equal(columns.ts.length, 4_000);
      for (const day of [0, 2_000]) {
        const first = columns.price[day]! - day;
        assert.ok(first === 10_000 || first === 20_000, `${first}`);
        for (let i = day; i < day + 2_000; i++) assert.equal(columns.price[i], first + i);
      }
    }
    const table = rowsOf("trades", [Date.UTC(2025)]);
    await openLake({ dataDir }).writeDataset({ ...query, table });
    assert.deepEqual([...snapshot(dataDir).keys()].filter((name) => name.endsWith(".tmp")), []);
  }));

Deno.test("writers in several processes lose no bar of each other", () =>
  inTempDir(async (dataDir) => {
    const writers = ["0", "10", "5"].map((first) => startWriter(dataDir, first, "10"));
    for (const writer of writers) {
      assert.equal((await writer.output()).code, 0);
    }
    const { bars } = await openLake({ dataDir }).readBars(query);
    assert.equal(bars.ts.length, 20);
  }));

Deno.test("writers in one process take turns", () =>
  inTempDir(async (dataDir) => {
    const lake = openLake({ dataDir });
    const hour = (i: number) => Date.UTC(2024) + i * hourMs;
    await Promise.all(
      Array.from({ length: 5 }, (_, i) =>
        lake.writeBars({ instrument: bitcoin, timeframe: "1h", bars: barsAt([hour(i)]) })),
    );
    assert.equal((await lake.readBars(query)).bars.ts.length, 5);
  }));

Deno.test("withWriterLock refuses after its wait, and frees the lake when the action fails", () =>
  inTempDir(async (dataDir) => {
    const root = lakeRoot(dataDir);
    await withWriterLock(root, async () => {
      const second = () => withWriterLock(root, () => Promise.resolve(), { waitMs: 0 });
      await refuses(second, root, `another process, ${Deno.pid} (`, "try again");
    });
    const failing = withWriterLock(root, () => Promise.reject(new Error("disk full")));
    await assert.rejects(failing, /disk full/);
    assert.equal(Deno.readTextFileSync(`${root}/.lock`), "");
    assert.equal(await withWriterLock(root, () => Promise.resolve(1), { waitMs: 0 }), 1);
  }));
