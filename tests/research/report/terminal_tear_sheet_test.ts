import assert from "node:assert/strict";
import { stripVTControlCharacters } from "node:util";
import type { BacktestResult } from "../../../research/backtest/result.ts";
import { computeMetrics } from "../../../research/metrics/compute_metrics.ts";
import type { JudgedRun } from "../../../research/report/run_report.ts";
import {
  type TerminalReport,
  terminalTearSheet,
} from "../../../research/report/terminal/terminal_tear_sheet.ts";
import { fakeResult, SPX } from "../metrics/fake_result.ts";
import { spxBuyAndHold, spxRun } from "../metrics/oracle.ts";
import { fakeOrder } from "./fake_order.ts";

const HOUR = 3_600_000;

function judged(result: BacktestResult): JudgedRun {
  return { result, metrics: computeMetrics(result) };
}

function spxReport(): TerminalReport {
  const { result } = spxRun(10, 30);
  const orders = [
    ...Array.from({ length: 175 }, () => fakeOrder("filled")),
    fakeOrder("refused", "value 4.20 is below the minimum of 10"),
  ];
  return {
    ...judged({ ...result, orders }),
    benchmark: judged(spxBuyAndHold()),
    runId: "20200418-090000-sma_cross-3f2a",
    notes: ["Trial 3 of sma_cross on these bars."],
    next: "deno task promote sma_cross",
    colour: false,
  };
}

/** Two years of hourly bars that swing, in and out every few days. */
function hourlyReport(): TerminalReport {
  const ts = Float64Array.from({ length: 17_520 }, (_, i) => Date.UTC(2024, 0) + i * HOUR);
  const close = ts.map((_, i) => 40_000 + 9000 * Math.sin(i / 700) + 600 * Math.sin(i / 11));
  const fills = Array.from({ length: 385 }, (_, i) => ({
    bar: 30 + i * 45,
    units: i % 2 ? -0.2 : 0.2,
    price: close[29 + i * 45]!,
  }));
  const instrument = { ...SPX, symbol: "BTC/USDT", quote: "USDT", lotSize: "0.00001" };
  return {
    ...judged(fakeResult({ ts, close, fills, feeBps: 5, cash: 10_000, instrument })),
    benchmark: null,
    colour: false,
  };
}

Deno.test("terminalTearSheet states the golden run as it should read", async () => {
  const golden = new URL("./terminal_tear_sheet.txt", import.meta.url);
  const actual = terminalTearSheet(spxReport());
  if (Deno.env.has("UPDATE_GOLDEN")) await Deno.writeTextFile(golden, actual);
  assert.equal(actual, await Deno.readTextFile(golden));
});

Deno.test("terminalTearSheet keeps to its width", () => {
  for (const report of [spxReport(), hourlyReport()]) {
    for (const width of [80, 100]) {
      for (const line of terminalTearSheet({ ...report, width }).split("\n")) {
        assert.ok(line.length <= width, `${line.length} columns: ${line}`);
        assert.equal(line, line.trimEnd());
      }
    }
  }
});

Deno.test("terminalTearSheet shows months for two years of bars", () => {
  const sheet = terminalTearSheet(hourlyReport());
  assert.match(sheet, /^Year {5}Jan {3}Feb .* Dec$/m);
  assert.match(sheet, /^2024( +[+−]?\d+\.\d){12}$/m);
  assert.match(sheet, /^Open trade: 0\.20000 BTC\/USDT since 2025-12-\d\d/m);
});

Deno.test("terminalTearSheet in colour has the same text", () => {
  const plain = terminalTearSheet(spxReport());
  const coloured = terminalTearSheet({ ...spxReport(), colour: true });
  const bare = stripVTControlCharacters(coloured);
  assert.equal(stripVTControlCharacters(plain), plain);
  assert.match(coloured, /\[32m +\+37\.67\S+\[39m/);
  assert.deepEqual(
    bare.split("\n").map((line) => line.trimEnd()),
    plain.split("\n"),
  );
});

Deno.test("terminalTearSheet of no bars says so and does not fail", () => {
  const empty = judged(fakeResult({ ts: new Float64Array(), close: new Float64Array() }));
  const sheet = terminalTearSheet({ ...empty, benchmark: null, colour: false });
  assert.match(sheet, /^Period {8}0 bars of 1d$/m);
  assert.match(sheet, /No trade was closed/);
  assert.doesNotMatch(sheet, /NaN|Infinity|undefined|null/);
});

Deno.test("terminalTearSheet does not load the charts", async () => {
  const entry = new URL(
    "../../../research/report/terminal/terminal_tear_sheet.ts",
    import.meta.url,
  );
  const { stdout } = await new Deno.Command(Deno.execPath(), {
    args: ["info", "--json", entry.pathname],
  }).output();
  const { modules } = JSON.parse(new TextDecoder().decode(stdout));
  assert.ok(modules.length > 10);
  for (const { specifier } of modules) assert.doesNotMatch(specifier, /plot|linkedom/);
});
