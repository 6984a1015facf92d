/**
 * A writer for tests to kill or to race: `writer_process.ts <data dir> <first hour> <count>` writes
 * one bar a call, and with `forever` as the third word two prices in turn over the same 300 bars.
 */
import { openLake } from "../../../data/mod.ts";
import { barsAt, bitcoin, hourMs } from "../helpers.ts";

const [dataDir, first, count] = Deno.args as [string, string, string];
const lake = openLake({ dataDir });
const hour = (i: number) => Date.UTC(2024) + i * hourMs;
const write = (times: number[], price: number) =>
  lake.writeBars({ instrument: bitcoin, timeframe: "1h", bars: barsAt(times, price) });

if (count === "forever") {
  const times = Array.from({ length: 300 }, (_, i) => hour(i));
  for (let price = 10;; price = 30 - price) {
    await write(times, price);
    console.log(price);
  }
}
for (let i = 0; i < Number(count); i++) await write([hour(Number(first) + i)], 50);
