import assert from "node:assert/strict";
import { relative } from "node:path";
import { fileURLToPath } from "node:url";
import { inTempDir, snapshot } from "../helpers.ts";
import { type Call, serveVenue, type VenueServer } from "./fake/venue_server.ts";
import { fetchFrom, held, hourlyBars, market } from "./helpers.ts";

const script = fileURLToPath(new URL("./fetch_process.ts", import.meta.url));
const minutes = { ...hourlyBars, timeframe: "1m" };
const [since, until] = ["2023-10-28", "2023-12-03"];
const flags = ["--venue", "binance", "--symbol", "BTC/USDT", "--timeframe", "1m"];

interface Ended {
  readonly code: number;
  readonly signal: string | null;
  readonly stdout: string;
  readonly stderr: string;
  /** Where the pages of this run began. */
  readonly starts: readonly number[];
}

/** Fetch in a process of its own, which gets a signal as its nth page of bars is asked for. */
async function run(
  dataDir: string,
  nth = Infinity,
  signal: Deno.Signal = "SIGKILL",
): Promise<Ended> {
  const starts: number[] = [];
  await using server: VenueServer = serveVenue(market, {
    fault: ({ path, nth: call, query }: Call) => {
      if (!path.endsWith("klines")) return undefined;
      starts.push(Number(query.get("startTime")));
      if (call !== nth) return undefined;
      child.kill(signal);
      return new Response(new ReadableStream());
    },
  });
  const range = ["--since", since, "--until", until, "--data-dir", dataDir];
  const child: Deno.ChildProcess = new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", "-q", "--no-check", script, String(server.port), ...flags, ...range],
    env: { NO_PROXY: "127.0.0.1" },
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  const { code, signal: ended, stdout, stderr } = await child.output();
  const decoder = new TextDecoder();
  const texts = { stdout: decoder.decode(stdout), stderr: decoder.decode(stderr) };
  return { code, signal: ended, ...texts, starts };
}

function lakeOf(dataDir: string): [string, string][] {
  return [...snapshot(`${dataDir}/lake`)].map(([path, bytes]): [string, string] => [
    relative(dataDir, path),
    bytes,
  ]).sort();
}

Deno.test("a fetch that is killed again and again ends with the bytes of an undisturbed one", () =>
  inTempDir(async (dataDir) => {
    await using server = serveVenue(market);
    const calm = `${dataDir}/calm`, killed = `${dataDir}/killed`;
    const range = { since: Date.parse(since), until: Date.parse(until) };
    await fetchFrom(server.seams, { series: minutes, dataDir: calm, ...range, batchRows: 1e6 });
    let reached = range.since;
    for (const nth of [3, 9, 14, 6, 23]) {
      const { signal, starts } = await run(killed, nth);
      assert.equal(signal, "SIGKILL");
      assert.ok(starts[0]! >= reached, "what is durable is not asked for again");
      reached = starts[0]!;
    }
    assert.ok(reached > range.since, "a restart goes on after the last durable row");
    const { code, stderr } = await run(killed);
    assert.deepEqual([code, stderr], [0, ""]);
    const files = lakeOf(killed);
    assert.ok(files.length > 2);
    assert.deepEqual(files, lakeOf(calm));
  }));

for (const [signal, status] of [["SIGINT", 130], ["SIGTERM", 143]] as const) {
  Deno.test(`${signal} ends a fetch with what had come written, and says how it goes on`, () =>
    inTempDir(async (dataDir) => {
      const { code, stdout, stderr } = await run(dataDir, 8, signal);
      assert.deepEqual([code, stdout], [status, ""]);
      assert.match(
        stderr,
        /^Stopped by SIG\w+; 7,000 rows of "BTC\/USDT" up to 2023-11-01 20:39 are stored, and the same command goes on from there\n$/,
      );
      assert.equal((await held(dataDir, minutes)).ts!.length, 7000);
      const again = await run(dataDir);
      assert.equal(again.code, 0);
      assert.equal(again.starts[0], Date.UTC(2023, 10, 1, 20, 39));
    }));
}
