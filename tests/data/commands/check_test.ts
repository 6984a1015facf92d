import assert from "node:assert/strict";
import { sliceBars } from "../../../data/bar_columns.ts";
import { checkCommand } from "../../../data/commands/check.ts";
import { resampleCommand } from "../../../data/commands/resample.ts";
import { writeBars } from "../../../data/storage/write_bars.ts";
import { bitcoin, hourMs, inTempDir, refuses } from "../helpers.ts";
import { market } from "../quality/market.ts";
import { printed } from "./printed.ts";

const bars = market({ rows: 60, stepMs: hourMs });

/** A lake with three bars missing and one flat. */
async function lake(dataDir: string): Promise<void> {
  const held = sliceBars(bars, 0, 20);
  for (const name of ["open", "high", "low"] as const) held[name][5] = held.close[5]!;
  held.volume[5] = 0;
  await writeBars(dataDir, { instrument: bitcoin, timeframe: "1h", bars: held });
  const rest = sliceBars(bars, 23, 60);
  await writeBars(dataDir, { instrument: bitcoin, timeframe: "1h", bars: rest });
}

const named = ["--symbol", "BTC/USDT", "--venue", "test"];

Deno.test("data check prints a line a series and beneath it what was found", () =>
  inTempDir(async (dir) => {
    await lake(dir);
    const text = await printed(checkCommand(), [...named, "--data-dir", dir]);
    const price = bars.close[5];
    assert.equal(
      text,
      [
        "series            rows  from        to          missing  findings",
        "",
        "bars",
        "BTC/USDT 1h test    57  2024-01-01  2024-01-03        3         2",
        "  gap          2024-01-01 20:00 to 22:00: 3 rows missing",
        `  zero volume  2024-01-01 05:00: a flat bar at ${price} without volume`,
        "",
        "1 series, 2 findings",
        "",
        'Next: "deno task data repair" fetches what is missing, or marks it',
      ].join("\n"),
    );
  }));

Deno.test("data check --json has exactly the fields that programs read", () =>
  inTempDir(async (dir) => {
    await lake(dir);
    const args = [...named, "--data-dir", dir, "--json"];
    const reports = JSON.parse(await printed(checkCommand(), args));
    assert.deepEqual(Object.keys(reports[0]), [
      "dataset",
      "venue",
      "symbol",
      "timeframe",
      "rows",
      "from",
      "to",
      "missing",
      "gapRuns",
      "longestGap",
      "duplicates",
      "findings",
    ]);
    assert.deepEqual(reports, [{
      dataset: "bars",
      venue: "test",
      symbol: "BTC/USDT",
      timeframe: "1h",
      rows: 57,
      from: bars.ts[0],
      to: bars.ts[59],
      missing: 3,
      gapRuns: 1,
      longestGap: 3,
      duplicates: 0,
      findings: [
        {
          kind: "zero_volume",
          from: bars.ts[5],
          to: bars.ts[5],
          detail: `a flat bar at ${bars.close[5]} without volume`,
        },
        { kind: "gap", from: bars.ts[20], to: bars.ts[22], detail: "3 rows missing" },
      ],
    }]);
  }));

Deno.test("data check of a file tells duplicates and bad rows by reason, with their numbers", () =>
  inTempDir(async (dir) => {
    const file = `${dir}/a.csv`;
    const lines = Array.from(
      { length: 20 },
      (_, i) => `${1704067200 + i * 3600},10,12,${i === 4 ? 13 : 9},11,${i === 7 ? "x" : i}`,
    );
    lines.push(lines[9]!);
    Deno.writeTextFileSync(file, `time,open,high,low,close,volume\n${lines.join("\n")}\n`);
    const [report] = JSON.parse(
      await printed(checkCommand(), [file, "--data-dir", `${dir}/none`, "--json"]),
    );
    assert.deepEqual([report.venue, report.symbol, report.timeframe], [null, null, "1h"]);
    assert.deepEqual([report.rows, report.missing, report.duplicates], [18, 2, 1]);
    const details = Object.fromEntries(
      report.findings.map((each: { kind: string; detail: string }) => [each.kind, each.detail]),
    );
    assert.equal(details["ohlc"], "1 row: high below low (row 6)");
    assert.equal(details["unreadable"], "1 row: text in a number column (row 9)");
    assert.equal(details["duplicate"], "1 row: duplicate time (row 22)");
    assert.match(details["unsorted"], /^2 blocks out of order, 1 backward jump/);
  }));

Deno.test("--strict turns findings into exit status 1, known ones not", () =>
  inTempDir(async (dir) => {
    await lake(dir);
    const status = async (...args: string[]) => {
      Deno.exitCode = 0;
      await printed(checkCommand(), [...args, "--data-dir", dir]);
      const code = Deno.exitCode;
      Deno.exitCode = 0;
      return code;
    };
    assert.equal(await status(...named), 0);
    assert.equal(await status(...named, "--strict"), 1);
    assert.equal(await status("--symbol", "SPX", "--strict"), 0);
  }));

Deno.test("a series that is not held is said", () =>
  inTempDir((dir) =>
    refuses(
      () => printed(checkCommand(), ["--symbol", "DOGE/USDT", "--data-dir", dir]),
      'Nothing is held of DOGE/USDT: "deno task data list" shows what is',
    )
  ));

Deno.test("data resample prints what it built and how often it was there before", () =>
  inTempDir(async (dir) => {
    await lake(dir);
    const args = [...named, "--from-timeframe", "1h", "--timeframe", "4h", "--data-dir", dir];
    assert.equal(
      await printed(resampleCommand(), args),
      [
        "BTC/USDT at test: 15 4h bars from 57 1h bars, 2024-01-01 to 2024-01-03 08:00 UTC",
        "added 15, changed 0, as before 0",
        "1 bar is built with 3 1h bars missing; 0 of them were held and stay",
      ].join("\n"),
    );
    assert.match(await printed(resampleCommand(), args), /added 0, changed 0, as before 15/);
  }));
