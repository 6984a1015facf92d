import assert from "node:assert/strict";
import { readRun } from "../../../research/runs/run_store.ts";
import { inTempDir } from "../../data/helpers.ts";
import { writeBookLake } from "../backtest/book_lake.ts";
import { runBacktest } from "./backtest_command.ts";

const QUOTES = "market_making --symbol COIN/USD:USD --param halfSpreadBps=5 --param quoteValue=30";

Deno.test("backtest --book runs over the lake's book, and --explain tells why its fills came about", () =>
  inTempDir(async (dataDir) => {
    await writeBookLake(dataDir);
    const words = `${QUOTES} --book --queue power3 --latency-ms 2 --feed-latency-ms 1 --explain 2`;
    const { code, stdout, stderr } = await runBacktest(dataDir, ...words.split(" "));
    assert.equal(code, 0, stderr);
    assert.match(stdout, /^market_making +COIN\/USD:USD 1s\n/);
    assert.match(stdout, /2024-08-08 12:00:00 to 2024-08-08 12:00:\d\d UTC, \d+ bars of 1s/);
    assert.match(
      stdout.replace(/\s+/g, " "),
      /on the recorded depth, queued by power3, the market/,
    );
    assert.doesNotMatch(stdout, /deno task promote/);
    const lines = stderr.trimEnd().split("\n");
    assert.equal(lines.length, 3);
    for (const line of lines.slice(0, 2)) {
      assert.match(line, /^2024-08-08T12:00:\d\d\.\d{3}Z order \d+ (bought|sold) [\d.]+ at [\d.]+/);
    }
    assert.match(lines[2]!, /^All \d+ fills are explained in .*fills\.txt$/);
  }));

Deno.test("backtest --book --json prints one object, whose run says how its orders met the book", () =>
  inTempDir(async (dataDir) => {
    await writeBookLake(dataDir);
    const words = `${QUOTES} --book depth --timeframe 1m --json`;
    const { code, stdout, stderr } = await runBacktest(dataDir, ...words.split(" "));
    assert.deepEqual([code, stderr], [0, ""]);
    const run = JSON.parse(stdout);
    assert.deepEqual([run.timeframe, run.bars, run.metrics.cagr], ["1m", 1, null]);
    assert.deepEqual(readRun(dataDir, run.runId).model.book, { stream: "depth" });
  }));

const WRONG: readonly [string, RegExp][] = [
  ["--queue power", /Cannot use --queue on bars; pass --book to run over the order book/],
  ["--explain 3", /Cannot use --explain on bars; pass --book/],
  ["--book trades", /Cannot run over the book's "trades"; give --book depth or quotes/],
  ["--book --queue fifo", /'fifo' is invalid. Allowed choices are risk_averse, power/],
  ["--book --trace 1", /Cannot trace a bar of a run over the order book; use --explain/],
  ["--book", /No order book of "COIN\/USD:USD" in the lake; run "deno task data import FILE/],
];

for (const [words, says] of WRONG) {
  Deno.test(`backtest refuses ${words} in one sentence`, () =>
    inTempDir(async (dataDir) => {
      if (words.includes("trace")) await writeBookLake(dataDir);
      const { code, stderr } = await runBacktest(dataDir, ...`${QUOTES} ${words}`.split(" "));
      assert.equal(code, words.includes("fifo") ? 2 : 1);
      assert.match(stderr, says);
      assert.equal(stderr.trimEnd().split("\n").length, 1);
    }));
}
