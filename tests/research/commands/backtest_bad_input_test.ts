import assert from "node:assert/strict";
import { openLake } from "../../../data/storage/open_lake.ts";
import { barsAt, bitcoin, hourMs, inTempDir } from "../../data/helpers.ts";
import { runBacktest } from "./backtest_command.ts";

/** Words, exit status, and what the one line on standard error says. */
const BAD: readonly [words: string, code: number, ...says: string[]][] = [
  ["sma_crss", 1, 'Unknown strategy "sma_crss"; did you mean "sma_cross"?'],
  ["./nowhere.ts", 1, 'nowhere.ts"; check the path'],
  ["--symbol SPY", 1, 'Unknown symbol "SPY"; did you mean "SPX"?'],
  ["--symbl SPX", 2, "--symbl", "Did you mean --symbol?"],
  ["--param fsat=5", 1, 'did you mean "fast"?'],
  ["--param fast=1", 1, "Parameter fast is 1; it takes 2 to 1000"],
  ["--param fast=ten", 1, 'fast is "ten"; it takes a number'],
  ["--cash lots", 2, "'lots' is invalid. it is not a number"],
  ["--fee-bps -1", 2, "it is negative"],
  ["--spread-bps wide", 2, "'wide' is invalid. it is not a number"],
  ["--impact-bps -3", 2, "it is negative"],
  ["--impact-bps 10000", 1, "Cannot backtest with an impactBps of 10000; give a number from 0 and"],
  ["--participation 0", 1, "participation of 0; give a number above 0"],
  ["--participation 1.5", 1, "participation of 1.5; give a number up to 1"],
  ["--latency-ms soon", 2, "it is not a number"],
  ["--latency-ms 1e20", 1, "latency.medianMs of 100000000000000000000; give at most"],
  ["--latency-sigma 0.5", 1, "Cannot use --latency-sigma alone; give the median by --latency-ms"],
  ["--latency-ms 5 --latency-sigma 9", 1, "latency.sigma of 9; give at most 5"],
  ["--reject-rate 2", 1, "rejectRate of 2; give a number from 0 to 1"],
  ["--seed 1.5", 1, "seed of 1.5; give a whole number"],
  ["--leverage 0.5", 1, "leverage of 0.5; give a number from 1"],
  ["--leverage 200", 1, "leverage of 200; give at most 125"],
  ["--margin shared", 2, "argument 'shared' is invalid", "cross, isolated"],
  ["--drill-down 1x", 1, 'Unknown timeframe "1x"'],
  ["--drill-down 1d", 1, "Cannot drill down from 1d to 1d bars; name a finer timeframe"],
  ["--drill-down 1h", 1, "SPX", "1h"],
  ["--timeframe 1x", 1, 'Unknown timeframe "1x"'],
  ["--from 2001-02-30", 2, "'2001-02-30'", "not a date"],
  ["--from 2010-01-01 --to 2009-01-01", 1, "let --from be before --to"],
  ["--from 2030-01-01", 1, "held is 2000-01-03 to 2020-04-17; change --from or --to"],
  ["--report /nonexistent/a.html", 1, 'there is no folder "/nonexistent"'],
  ["sma_cross donchian_breakout", 2, "too many arguments"],
];

Deno.test("backtest answers bad words with one line, no trace, and saves nothing", async (t) => {
  await inTempDir(async (dataDir) => {
    for (const [words, code, ...says] of BAD) {
      await t.step(words, async () => {
        const output = await runBacktest(dataDir, "--json", ...words.split(" "));
        assert.deepEqual([output.code, output.stdout], [code, ""]);
        assertOneLine(output.stderr, ...says);
        assert.deepEqual([...Deno.readDirSync(dataDir)], []);
      });
    }
  });
});

Deno.test("backtest of a strategy file that fails names bar and line, and saves nothing", async () => {
  await inTempDir(async (dir) => {
    Deno.writeTextFileSync(
      `${dir}/idea.ts`,
      `import { strategy } from "tapeout";
export default strategy("idea", {}, (_, m) => ({
  onBar() {
    const size = m.index === 2 ? m.close.at(9) : 1;
    m.buy({ quantity: size }, "always");
  },
}));
`,
    );
    const { code, stdout, stderr } = await runBacktest(`${dir}/data`, `${dir}/idea.ts`);
    assert.deepEqual([code, stdout], [1, ""]);
    const where = "Strategy idea failed at bar 2 (2000-01-05T00:00:00.000Z), idea.ts line 5: ";
    assertOneLine(stderr, where, "Cannot order SPX with a quantity of NaN");
    assert.throws(() => Deno.statSync(`${dir}/data`), Deno.errors.NotFound);
  });
});

Deno.test("backtest of a notebook's cell with a syntax error says so in one line", async () => {
  await inTempDir(async (dir) => {
    const source = ["// tapeout: export idea\n", "const idea = strategy(;\n"];
    const cells = [{ cell_type: "code", source }];
    Deno.writeTextFileSync(`${dir}/a.ipynb`, JSON.stringify({ cells }));
    const { code, stderr } = await runBacktest(dir, `${dir}/a.ipynb#idea`);
    assert.equal(code, 1);
    assertOneLine(stderr, `Cannot load the strategy "${dir}/a.ipynb#idea"`);
  });
});

Deno.test("backtest on a truncated Parquet file names the file", async () => {
  await inTempDir(async (dataDir) => {
    const bars = barsAt(Array.from({ length: 500 }, (_, i) => i * hourMs));
    await openLake({ dataDir }).writeBars({ instrument: bitcoin, timeframe: "1h", bars });
    const folder = `${dataDir}/lake/bars/venue=test/symbol=BTC-USDT/timeframe=1h`;
    const [{ name }] = [...Deno.readDirSync(folder)] as [Deno.DirEntry];
    const file = `${folder}/${name}`;
    const bytes = Deno.readFileSync(file);
    Deno.writeFileSync(file, bytes.subarray(0, bytes.length / 2));
    const words = "--symbol BTC/USDT --venue test --timeframe 1h".split(" ");
    const { code, stdout, stderr } = await runBacktest(dataDir, ...words);
    assert.deepEqual([code, stdout], [1, ""]);
    assertOneLine(stderr, file);
    assert.throws(() => Deno.statSync(`${dataDir}/runs`), Deno.errors.NotFound);
  });
});

function assertOneLine(stderr: string, ...says: string[]): void {
  assert.match(stderr, /^error: [^\n]+\n$/);
  for (const part of says) assert.ok(stderr.includes(part), `"${stderr}" should say "${part}"`);
}
