import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import { inTempDir, repository } from "../helpers.ts";
import { type Script, serveVenue } from "../fetch/fake/venue_server.ts";
import { market } from "../fetch/helpers.ts";

const script = fileURLToPath(new URL("../fetch/fetch_process.ts", import.meta.url));

/** `data fetch …` in a process of its own, from a venue on this machine. */
async function fetchFrom(venue: Script, dataDir: string, args: readonly string[]) {
  await using server = serveVenue(market, venue);
  const output = await new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", "-q", "--no-check", script, String(server.port), ...args],
    env: { NO_COLOR: "1", NO_PROXY: "127.0.0.1", TAPEOUT_DATA_DIR: dataDir },
  }).output();
  const decoder = new TextDecoder();
  return {
    code: output.code,
    stdout: decoder.decode(output.stdout).replaceAll(dataDir, "~"),
    stderr: decoder.decode(output.stderr),
  };
}

const hourly = ["--venue", "binance", "--symbol", "BTC/USDT", "--timeframe", "1h"];

Deno.test("data fetch prints a statement of each series, with its holes", () =>
  inTempDir(async (dir) => {
    const args = [
      ...hourly,
      "--symbol",
      "ETH/USDT",
      "--since",
      "2023-08-31",
      "--until",
      "2023-09-02",
    ];
    const { code, stdout, stderr } = await fetchFrom(
      {
        fault: ({ query }) => query.get("symbol") === "ETHUSDT" ? Response.json([]) : undefined,
      },
      dir,
      args,
    );
    assert.equal(
      stdout.replace(/\d+\.\d s/, "T s"),
      [
        "BTC/USDT 1h bars at binance",
        "  rows      44: 44 added, 0 changed",
        "  range     2023-08-31 to 2023-09-01 23:00 UTC",
        "  missing   4 in 1 run, the longest of 4",
        "  requests  1 in T s",
        "    4  2023-09-01 03:00 to 2023-09-01 06:00",
        "",
      ].join("\n"),
    );
    assert.equal(code, 1, "one of the two series has nothing");
    assert.match(
      stderr,
      /^error: Cannot fetch 1h bars of "ETH\/USDT": "binance" has none from 2023/,
    );
  }));

Deno.test("data fetch --json prints an array of what was done, and nothing else", () =>
  inTempDir(async (dir) => {
    const args = [...hourly, "--since", "2023-08-31", "--until", "2023-09-02", "--json"];
    const { code, stdout, stderr } = await fetchFrom({}, dir, args);
    assert.deepEqual([code, stderr], [0, ""]);
    const [fetched, ...others] = JSON.parse(stdout);
    assert.equal(others.length, 0);
    assert.equal(typeof fetched.seconds, "number");
    assert.deepEqual({ ...fetched, seconds: 0 }, {
      dataset: "bars",
      venue: "binance",
      symbol: "BTC/USDT",
      timeframe: "1h",
      from: Date.UTC(2023, 7, 31),
      to: Date.UTC(2023, 8, 1, 23),
      rows: 44,
      added: 44,
      changed: 0,
      holes: [{ from: Date.UTC(2023, 8, 1, 3), to: Date.UTC(2023, 8, 1, 6), missing: 4 }],
      quarantined: 0,
      quarantineFile: null,
      notes: [],
      requests: 3,
      seconds: 0,
    });
  }));

Deno.test("data fetch --dry-run says what it would ask for and writes nothing", () =>
  inTempDir(async (dir) => {
    const args = [...hourly, "--since", "2023-08-31", "--until", "2023-12-31", "--dry-run"];
    const { code, stdout } = await fetchFrom({}, dir, args);
    assert.equal(
      stdout,
      [
        "BTC/USDT 1h bars at binance",
        "  would ask for  2023-08-31 to 2023-12-30 23:00 UTC",
        "  rows           about 2,928",
        "  requests       about 3",
        "",
      ].join("\n"),
    );
    assert.equal(code, 0);
    assert.deepEqual([...Deno.readDirSync(dir)], []);
    const json = await fetchFrom({}, dir, [...args, "--json"]);
    assert.equal(JSON.parse(json.stdout)[0].expectedRequests, 3);
  }));

Deno.test("data fetch says a mistake in one line", () =>
  inTempDir(async (dir) => {
    const table: [string[], number, RegExp][] = [
      [["--venue", "binnance", ...hourly.slice(2)], 1, /did you mean "binance"/],
      [[...hourly.slice(0, 3), "BTC/USTD", ...hourly.slice(4)], 1, /did you mean "BTC\/USDT"/],
      [[...hourly, "--dataset", "candles"], 2, /Allowed choices are bars/],
      [[...hourly, "--since", "2023-13-01"], 2, /it is not a date/],
      [[...hourly, "--since", "2023-01-01", "--all-missing"], 2, /cannot be used with/],
      [["--symbol", "BTC/USDT"], 2, /--venue/],
      [[...hourly], 1, /the lake holds none; pass --since/],
    ];
    for (const [args, status, message] of table) {
      const { code, stdout, stderr } = await fetchFrom({}, dir, args);
      assert.deepEqual([code, stdout], [status, ""], stderr);
      assert.match(stderr, message);
      assert.match(stderr, /^error: [^\n]+\n$/);
    }
  }));

Deno.test("the task reaches a venue through HTTPS_PROXY, with its own permissions alone", () =>
  inTempDir(async (dir) => {
    using proxy = Deno.listen({ hostname: "127.0.0.1", port: 0 });
    const child = new Deno.Command(Deno.execPath(), {
      args: ["task", "-q", "data", "fetch", ...hourly, "--since", "2024-01-01", "--data-dir", dir],
      cwd: fileURLToPath(repository),
      env: { HTTPS_PROXY: `http://127.0.0.1:${proxy.addr.port}`, NO_PROXY: "" },
      stdin: "null",
      stdout: "null",
      stderr: "null",
    }).spawn();
    using connection = await proxy.accept();
    const bytes = new Uint8Array(1000);
    const count = await connection.read(bytes);
    child.kill("SIGTERM");
    assert.match(
      new TextDecoder().decode(bytes.subarray(0, count ?? 0)),
      /^CONNECT api\.binance\.com:443 HTTP\/1\.1\r\n/,
    );
    assert.equal((await child.status).code, 143);
  }));
