import assert from "node:assert/strict";
import type { Bars } from "../../../data/bars.ts";
import { importFile } from "../../../data/import/import_file.ts";
import { checkLake } from "../../../data/quality/check_lake.ts";
import { writeBars } from "../../../data/storage/write_bars.ts";
import { bitcoin, hourMs, inTempDir, snapshot } from "../helpers.ts";
import { market } from "./market.ts";

const bars = market({ rows: 600, stepMs: hourMs });

/** The same market at another venue, with times moved by some hours. */
async function hold(dataDir: string, venue: string, hours: number): Promise<void> {
  const moved: Bars = { ...bars, ts: bars.ts.map((ts) => ts + hours * hourMs) };
  await writeBars(dataDir, { instrument: { ...bitcoin, venue }, timeframe: "1h", bars: moved });
}

async function zones(dataDir: string): Promise<Record<string, string[]>> {
  const reports = await checkLake(dataDir, { symbol: "BTC/USDT" });
  return Object.fromEntries(
    reports.filter(({ venue }) => venue !== "binance").map(({ venue, findings }) => [
      venue,
      findings.filter(({ kind }) => kind === "time_zone").map(({ detail }) => detail),
    ]),
  );
}

Deno.test("of three venues the one whose hours are shifted against the others is named", () =>
  inTempDir(async (dir) => {
    await hold(dir, "one", 0);
    await hold(dir, "two", 0);
    await hold(dir, "three", 5);
    const found = await zones(dir);
    assert.deepEqual([found["one"], found["two"]], [[], []]);
    assert.match(found["three"]![0]!, /^returns come 5 h later than those of BTC\/USDT 1h at one/);
  }));

Deno.test("of two venues both are named, for it cannot be told which is wrong", () =>
  inTempDir(async (dir) => {
    await hold(dir, "one", 0);
    await hold(dir, "two", -3);
    const found = await zones(dir);
    assert.match(found["one"]![0]!, /^returns come 3 h later than those of BTC\/USDT 1h at two/);
    assert.match(found["two"]![0]!, /^returns come 3 h earlier than those of BTC\/USDT 1h at one/);
  }));

Deno.test("the sample has the venue's pauses and nothing else", () =>
  inTempDir(async (dir) => {
    const reports = await checkLake(dir, { dataset: "bars" });
    const found = (symbol: string) => {
      const { missing, gapRuns, findings } = reports.find((each) => each.symbol === symbol)!;
      return [missing, gapRuns, [...new Set(findings.map(({ kind }) => kind))].sort()];
    };
    assert.deepEqual(found("BTC/USDT"), [14, 7, ["gap", "zero_volume"]]);
    assert.deepEqual(found("ETH/USDT"), [14, 7, ["gap", "zero_volume"]]);
    assert.deepEqual(found("SPX"), [0, 0, []]);
  }));

Deno.test("a damaged file is a finding of its series; the others are checked all the same", () =>
  inTempDir(async (dir) => {
    await hold(dir, "one", 0);
    const [file] = [...snapshot(dir).keys()].filter((name) => name.endsWith(".parquet"));
    Deno.writeTextFileSync(file!, "no Parquet");
    await hold(dir, "two", 0);
    const reports = await checkLake(dir, { symbol: "BTC/USDT" });
    const one = reports.find(({ venue }) => venue === "one")!;
    assert.deepEqual([one.rows, one.from, one.missing, one.findings.length], [0, null, null, 1]);
    assert.equal(one.findings[0]!.kind, "unreadable");
    assert.equal(reports.find(({ venue }) => venue === "two")!.rows, 600);
  }));

Deno.test("a series remembers that its file was out of order", () =>
  inTempDir(async (dir) => {
    const lines = [...bars.ts.keys()].slice(0, 40).map((i) =>
      [bars.ts[i], bars.open[i], bars.high[i], bars.low[i], bars.close[i], bars.volume[i]].join(",")
    );
    const file = `${dir}/blocks.csv`;
    const blocks = [...lines.slice(25), ...lines.slice(10, 25), ...lines.slice(0, 10)];
    Deno.writeTextFileSync(file, `time,open,high,low,close,volume\n${blocks.join("\n")}\n`);
    await importFile({ file, symbol: "BTC/USDT", venue: "one", dataDir: dir });
    const [report] = await checkLake(dir, { symbol: "BTC/USDT", venue: "one" });
    const [unsorted] = report!.findings.filter(({ kind }) => kind === "unsorted");
    assert.match(unsorted!.detail, /^3 blocks out of order, 2 backward jumps: .*"blocks\.csv"/);
    assert.deepEqual([report!.rows, report!.missing], [40, 0]);
  }));
