import assert from "node:assert/strict";
import { fetchRange } from "../../../data/fetch/fetch_range.ts";
import { FetchStopped } from "../../../data/fetch/fetch_series.ts";
import { Venues } from "../../../data/fetch/venues.ts";
import { UserError } from "../../../data/user_error.ts";
import { dayMs, hourMs, inTempDir } from "../helpers.ts";
import { type Call, type Script, serveVenue } from "./fake/venue_server.ts";
import { expectedBars, fetchFrom, held, hourlyBars, market, series } from "./helpers.ts";

const since = Date.UTC(2023, 9, 1);
const closed = Date.UTC(2024, 0, 20, 10);
const expected = expectedBars(since, closed);

type Bar = readonly (string | number)[];

/** A change of the pages of klines only. */
function ofBars(change: (bars: readonly Bar[], call: Call) => unknown): Script {
  return {
    change: (answer, call) => call.path.endsWith("klines") ? change(answer as Bar[], call) : answer,
  };
}

/** A fault in the second page of klines. */
function inPageTwo(fault: () => Response): Script {
  return {
    fault: ({ path, nth }) => path.endsWith("klines") && nth === 2 ? fault() : undefined,
  };
}

const text = (body: string, init: ResponseInit = {}) => () => new Response(body, init);
const waiting = (status: number, seconds: string) =>
  text("{}", { status, headers: { "retry-after": seconds } });

/** What goes wrong once, and the wait that it costs. */
const passing: readonly [name: string, script: Script, waits: readonly number[]][] = [
  ["429 with Retry-After", inPageTwo(waiting(429, "17")), [17_000]],
  ["418 with Retry-After", inPageTwo(waiting(418, "120")), [120_000]],
  ["429 without it", inPageTwo(text("{}", { status: 429 })), [1000]],
  ["500", inPageTwo(text("oops", { status: 500 })), [1000]],
  ["HTML with status 200", inPageTwo(text("<html>Maintenance</html>")), [1000]],
  ["a truncated body", inPageTwo(text('[[1704067200000,"1.0","2')), [1000]],
  ["an empty body", inPageTwo(text("")), [1000]],
  ["an object for a list", inPageTwo(() => Response.json({})), [1000]],
  ["null for a list", inPageTwo(() => Response.json(null)), [1000]],
  [
    "the venue's own overload",
    inPageTwo(() => Response.json({ code: -1003, msg: "Way too many" })),
    [
      1000,
    ],
  ],
  ["an empty page in the middle", inPageTwo(() => Response.json([])), []],
  [
    "a page that repeats",
    (() => {
      let first: readonly Bar[] | undefined;
      return ofBars((bars, { nth }) => {
        first ??= bars;
        return nth === 2 ? first : bars;
      });
    })(),
    [1000],
  ],
  ["rows out of order", ofBars((bars) => bars.toReversed()), []],
  ["rows that come twice", ofBars((bars) => [...bars, ...bars.slice(0, 9)]), []],
  ["pages shorter than was asked for", ofBars((bars) => bars.slice(0, 77)), []],
  ["pages that hold the newest rows only", ofBars((bars) => bars.slice(-99)), []],
];

for (const [name, script, waits] of passing) {
  Deno.test(`${name}: the lake holds the venue's bars all the same`, () =>
    inTempDir(async (dataDir) => {
      await using server = serveVenue(market, script);
      const fetched = await fetchFrom(server.seams, { series: hourlyBars, dataDir, since });
      assert.deepEqual(await held(dataDir, hourlyBars), expected);
      assert.deepEqual([fetched.holes, fetched.quarantined], [[], 0]);
      assert.deepEqual(server.waits, waits);
    }));
}

Deno.test("a body that hangs after its headers is given up and asked for again", () =>
  inTempDir(async (dataDir) => {
    const start = new TextEncoder().encode("[[");
    const hang = () =>
      new Response(new ReadableStream({ start: (controller) => controller.enqueue(start) }));
    await using server = serveVenue(market, inPageTwo(hang));
    const seams = { ...server.seams, timeoutMs: 300 };
    await fetchFrom(seams, { series: hourlyBars, dataDir, since });
    assert.deepEqual(await held(dataDir, hourlyBars), expected);
    assert.deepEqual(server.waits, [1000]);
  }));

Deno.test("an unfinished bar never enters, whatever this machine's clock and the venue say", () =>
  inTempDir(async (dataDir) => {
    const unfinished: Bar = [closed, "100", "110", "90", "105", "1", closed + hourMs - 1];
    const next: Bar = [closed + hourMs, "100", "110", "90", "105", "1", closed + 2 * hourMs - 1];
    await using server = serveVenue(market, ofBars((bars) => [...bars, unfinished, next]));
    await fetchFrom(server.seams, { series: hourlyBars, dataDir, since });
    assert.deepEqual(await held(dataDir, hourlyBars), expected);
    const early = { ...market, now: closed - 2 * dayMs };
    await using behind = serveVenue(early);
    const before = await fetchFrom(behind.seams, { series: hourlyBars, dataDir });
    assert.deepEqual([before.rows, before.holes], [0, []]);
    assert.deepEqual(await held(dataDir, hourlyBars), expected);
  }));

/** Bad rows, and the reason that each is kept out for. */
const bad: readonly [name: string, change: (bar: Bar) => Bar, reason: string][] = [
  ["null", (bar) => bar.with(4, null as unknown as string), "missing value"],
  ["NaN as text", (bar) => bar.with(1, "NaN"), "price not a positive number"],
  ["zero", (bar) => bar.with(3, "0"), "price not a positive number"],
  ["a negative volume", (bar) => bar.with(5, "-1"), "volume below zero"],
  ["a missing volume", (bar) => bar.slice(0, 5), "missing value"],
  ["text", (bar) => bar.with(1, "n.a.x"), "text in a number column"],
  ["high below low", (bar) => bar.with(2, "1"), "high below low"],
  ["a close above high", (bar) => bar.with(4, "999"), "open or close outside low to high"],
  ["a time off the grid", (bar) => bar.with(0, Number(bar[0]) + 1), "time off the grid"],
];

for (const [name, change, reason] of bad) {
  Deno.test(`${name} in a row: it goes to the quarantine and is reported as missing`, () =>
    inTempDir(async (dataDir) => {
      const ts = Date.UTC(2023, 9, 20);
      const script = ofBars((bars) => bars.map((bar) => bar[0] === ts ? change(bar) : bar));
      await using server = serveVenue(market, script);
      const fetched = await fetchFrom(server.seams, { series: hourlyBars, dataDir, since });
      const { ts: times } = await held(dataDir, hourlyBars);
      assert.deepEqual(times, expected.ts.filter((each) => each !== ts));
      assert.deepEqual(fetched.holes, [{ from: ts, to: ts, missing: 1 }]);
      assert.equal(fetched.quarantined, 1);
      const lines = Deno.readTextFileSync(fetched.quarantineFile!).trimEnd().split("\n");
      assert.deepEqual(lines.map((line) => JSON.parse(line).reason), [reason]);
      const again = await fetchFrom(server.seams, { series: hourlyBars, dataDir, since });
      assert.equal(again.quarantined, 0, "a row is quarantined once");
    }));
}

Deno.test("of two rows that differ at one time the first stays", () =>
  inTempDir(async (dataDir) => {
    const script = ofBars((bars, { nth }) => nth === 1 ? [...bars, bars[5]!.with(5, "77")] : bars);
    await using server = serveVenue(market, script);
    const fetched = await fetchFrom(server.seams, { series: hourlyBars, dataDir, since });
    assert.deepEqual(await held(dataDir, hourlyBars), expected);
    assert.equal(fetched.quarantined, 1);
  }));

Deno.test("rows of another symbol are kept out, and a whole answer of one is refused", () =>
  inTempDir(async (dataDir) => {
    const funding = series("funding_rates", "binance", null);
    await using server = serveVenue(market, {
      change: (answer, { path }) =>
        path.endsWith("fundingRate")
          ? (answer as object[]).map((row, i) => i === 3 ? { ...row, symbol: "ETHUSDT" } : row)
          : answer,
    });
    const { rows, quarantined, holes } = await fetchFrom(server.seams, {
      series: funding,
      dataDir,
      since,
    });
    assert.deepEqual([quarantined, holes.length], [1, 1]);
    assert.ok(rows > 300);
    await using other = serveVenue(market, {
      change: (answer, { path }) => {
        const { result } = answer as { result: object };
        return path.endsWith("/kline")
          ? { ...answer as object, result: { ...result, symbol: "ETHUSDT" } }
          : answer;
      },
    });
    const bars = series("bars", "bybit", "1h");
    const stopped = fetchFrom(other.seams, { series: bars, dataDir, since });
    await assert.rejects(stopped, (error: FetchStopped) => {
      assert.match(String((error.cause as Error).message), /answers for "ETHUSDT" instead of "BTC/);
      return true;
    });
  }));

Deno.test("a venue that goes away leaves what came, and a sentence; the next fetch goes on", () =>
  inTempDir(async (dataDir) => {
    let up = false;
    await using server = serveVenue(market, {
      fault: ({ path, nth }) =>
        path.endsWith("klines") && nth > 2 && !up ? new Response("", { status: 503 }) : undefined,
    });
    const options = { series: hourlyBars, dataDir, since };
    await assert.rejects(() => fetchFrom(server.seams, options), (error: FetchStopped) => {
      assert.ok(error instanceof FetchStopped);
      assert.ok(error.cause instanceof UserError);
      assert.match(error.cause.message, /"binance": it is not available \(HTTP 503\), 6 times/);
      assert.equal(error.done.rows, 2000);
      return true;
    });
    assert.deepEqual(server.waits, [1000, 2000, 4000, 8000, 16_000]);
    up = true;
    const { added } = await fetchFrom(server.seams, options);
    assert.equal(added, expected.ts.length - 2000);
    assert.deepEqual(await held(dataDir, hourlyBars), expected);
  }));

Deno.test("a list of markets that fails is asked for again, not remembered", () =>
  inTempDir(async (dataDir) => {
    await using server = serveVenue(market, {
      fault: ({ path, nth }) =>
        !path.endsWith("exchangeInfo") || nth > 2
          ? undefined
          : nth === 1
          ? new Response("{}", { status: 500 })
          : Response.json({ symbols: [] }),
    });
    await fetchFrom(server.seams, { series: hourlyBars, dataDir, since });
    assert.deepEqual(server.waits, [1000, 2000]);
  }));

Deno.test("a definite refusal of the venue is not asked for again", () =>
  inTempDir(async (dataDir) => {
    await using server = serveVenue(market, {
      fault: ({ path }) =>
        path.endsWith("klines")
          ? Response.json({ code: -1120, msg: "Invalid interval." }, { status: 400 })
          : undefined,
    });
    await assert.rejects(
      () => fetchFrom(server.seams, { series: hourlyBars, dataDir, since }),
      (error: FetchStopped) => /refuses the request .*Invalid interval/.test(String(error.cause)),
    );
    assert.deepEqual(server.waits, []);
  }));

Deno.test("fetchRange brings the rows of a gap, final ones only, and writes nothing", () =>
  inTempDir(async (dataDir) => {
    await using server = serveVenue(market);
    const venues = new Venues(server.seams);
    const first = await fetchRange(hourlyBars, since, since + 5 * hourMs, venues);
    assert.deepEqual(Array.from(first.table.ts), expected.ts.slice(0, 5));
    assert.deepEqual(Array.from(first.table["close"] as Float64Array), expected.close.slice(0, 5));
    const [from, to] = market.holes[0]!;
    const hole = await fetchRange(hourlyBars, from, to, venues);
    assert.deepEqual([hole.table.ts.length, hole.requests], [0, 2], "the venue is opened once");
    const last = await fetchRange(hourlyBars, closed - hourMs, closed + dayMs, venues);
    assert.deepEqual(Array.from(last.table.ts), [closed - hourMs]);
    assert.deepEqual([...Deno.readDirSync(dataDir)], []);
  }));
