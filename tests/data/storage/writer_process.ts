/**
 * A writer for tests to kill or to race: `writer_process.ts <data dir> <first hour> <count>` writes
 * one bar a call, and with `forever` as the third word two prices in turn over the same 300 bars; with
 * `events` two prices in turn over the same 4,000 trades of two days.
 */
import { openLake } from "../../../data/mod.ts";
import { barsAt, bitcoin, hourMs } from "../helpers.ts";
import { rowsOf } from "./dataset_rows.ts";

const [dataDir, first, count] = Deno.args as [string, string, string];
const lake = openLake({ dataDir });
const hour = (i: number) => Date.UTC(2024) + i * hourMs;
const write = (times: number[], price: number) =>
  lake.writeBars({ instrument: bitcoin, timeframe: "1h", bars: barsAt(times, price) });

if (count === "events") {
  const times = Array.from({ length: 4_000 }, (_, i) => Date.UTC(2024, 0, 2) + (i - 2_000) * 1000);
  for (let price = 10_000;; price = 30_000 - price) {
    const table = rowsOf("trades", times, price);
    const key = { dataset: "trades", venue: "test", symbol: "BTC/USDT" } as const;
    await lake.writeDataset({ ...key, table });
    console.log(price);
  }
}
if (count === "forever") {
  const times = Array.from({ length: 300 }, (_, i) => hour(i));
  for (let price = 10;; price = 30 - price) {
    await write(times, price);
    console.log(price);
  }
}
for (let i = 0; i < Number(count); i++) await write([hour(Number(first) + i)], 50);
