import assert from "node:assert/strict";
import { inTempDir } from "../helpers.ts";
import { data } from "./run_data.ts";

Deno.test("data import prints a statement that ends with the next step", () =>
  inTempDir(async (dir) => {
    const file = `${dir}/abc.csv`;
    Deno.writeTextFileSync(
      file,
      "date,open,high,low,close\n2024-01-02,1,2,1,2\n2024-01-03,1,x,1,2\n",
    );
    const flags = ["--symbol", "ABC", "--timeframe", "1d"];
    const { code, stdout, stderr } = await data(["import", file, ...flags], {
      TAPEOUT_DATA_DIR: dir,
    });
    assert.deepEqual([code, stderr], [0, ""]);
    assert.equal(
      stdout.replaceAll(dir, "~").replace(/-[0-9a-f]{8}\./, "-HASH."),
      [
        "ABC 1d at local, from ~/abc.csv",
        "",
        "rows read                    2",
        "  written                    1",
        "  held already               0",
        "  quarantined                1",
        "    text in a number column  1",
        "",
        "range       2024-01-02 to 2024-01-02 UTC",
        "gaps        not counted: the venue has closed days",
        "quarantine  ~/quarantine/local/ABC/1d/abc.csv-HASH.jsonl",
        "",
        "Next: deno task backtest --symbol ABC --timeframe 1d",
        "",
      ].join("\n"),
    );
    const json = await data(["import", file, ...flags, "--data-dir", dir, "--json"]);
    const report = JSON.parse(json.stdout);
    assert.deepEqual([report.read, report.unchanged, report.quarantined], [2, 1, 1]);
    const list = await data(["list", "--data-dir", dir]);
    assert.match(
      list.stdout,
      /^dataset +venue +symbol +timeframe +rows +from +to +missing +files +source +checksum\n/,
    );
    const line = /\nbars +local +ABC +1d +1 +2024-01-02 +2024-01-02 +- +1 +lake +([0-9a-f]{12})\n/;
    const shown = line.exec(list.stdout)?.[1];
    const listed = await data(["list", "--data-dir", dir, "--json"]);
    const [held] = JSON.parse(listed.stdout).filter(({ venue }: { venue: string }) =>
      venue === "local"
    );
    assert.deepEqual([held.dataset, held.checksum.slice(0, 12)], ["bars", shown]);
  }));

Deno.test("data says a user's mistake in one line, without a stack trace", () =>
  inTempDir(async (dir) => {
    Deno.writeTextFileSync(`${dir}/a.csv`, "date,open,high,low,close\n2024-01-02,1,2,1,2\n");
    const base = ["import", `${dir}/a.csv`, "--data-dir", dir];
    const table: [string[], number, RegExp][] = [
      [[...base, "--symbol", "A", "--timeframe", "1x"], 1, /Unknown timeframe "1x"; did you mean/],
      [[...base, "--symbl", "A", "--timeframe", "1d"], 2, /'--symbl' \(Did you mean --symbol\?\)/],
      [[...base, "--symbol", "A", "--timeframe", "1d", "--jsn"], 2, /Did you mean --json\?/],
      [[...base, "--timeframe", "1d"], 2, /required option '--symbol <symbol>'/],
      [[...base, "--symbol", "A", "--timeframe", "1d", "--lot-size", "0"], 2, /'--lot-size/],
      [["import", `${dir}/no.csv`, "--symbol", "A", "--timeframe", "1d"], 1, /no such file/],
      [["lst"], 2, /unknown command 'lst' \(Did you mean list\?\)/],
    ];
    for (const [args, code, message] of table) {
      const result = await data(args);
      assert.equal(result.code, code, args.join(" "));
      assert.equal(result.stdout, "");
      assert.match(result.stderr, message);
      assert.match(result.stderr, /^error: [^\n]+\n$/);
    }
  }));

Deno.test("data --help explains the commands", async () => {
  const help = await data(["import", "--help"]);
  assert.equal(help.code, 0);
  assert.match(help.stdout, /--tick-size <decimal> +smallest price step/);
  assert.match((await data(["--help"])).stdout, /\n +import \[options\] <file> [^]*\n +list /);
});
