import assert from "node:assert/strict";
import type { FetchedDataset } from "../../../data/fetch/fetched_datasets.ts";
import { marginTiers } from "../../../data/import/margin_tiers.ts";
import { readInstrument } from "../../../data/storage/instruments.ts";
import { dayMs, hourMs, inTempDir, refuses, snapshot } from "../helpers.ts";
import {
  idAt,
  interestAt,
  priceAt,
  rateAt,
  ratioAt,
  timesOf,
  tradesOf,
} from "./fake/market_data.ts";
import { serveVenue } from "./fake/venue_server.ts";
import { expectedBars, fetchFrom, held, hourlyBars, market, series } from "./helpers.ts";

const since = Date.UTC(2023, 11, 25);
const closed = Date.UTC(2024, 0, 20, 10);

for (const venue of ["binance", "okx", "bybit"]) {
  Deno.test(`${venue}: hourly bars are the venue's, to the last that is closed, the hole reported`, () =>
    inTempDir(async (dataDir) => {
      await using server = serveVenue(market);
      const bars = series("bars", venue, "1h");
      const from = Date.UTC(2023, 7, 20);
      const fetched = await fetchFrom(server.seams, { series: bars, dataDir, since: from });
      const expected = expectedBars(from, closed);
      assert.deepEqual(await held(dataDir, bars), expected);
      assert.deepEqual(
        [fetched.rows, fetched.added, fetched.changed, fetched.quarantined],
        [expected.ts.length, expected.ts.length, 0, 0],
      );
      assert.deepEqual([fetched.from, fetched.to], [from, closed - hourMs]);
      const [start, end] = market.holes[0]!;
      assert.deepEqual(fetched.holes, [{ from: start, to: end - hourMs, missing: 4 }]);
      assert.equal(fetched.requests, server.calls.length);
      assert.deepEqual(fetched.notes, []);
    }));

  Deno.test(`${venue}: funding, open interest, ratio, mark and index prices are the venue's`, () =>
    inTempDir(async (dataDir) => {
      await using server = serveVenue(market);
      const fetched = async (dataset: FetchedDataset, timeframe: string | null) => {
        const each = series(dataset, venue, timeframe);
        const { holes } = await fetchFrom(server.seams, { series: each, dataDir, since });
        assert.deepEqual(holes, []);
        return await held(dataDir, each);
      };
      const times = (stepMs: number, to: number) => timesOf(market, { from: since, to, stepMs });
      const funding = await fetched("funding_rates", null);
      assert.deepEqual(funding.ts, times(8 * hourMs, market.now));
      assert.deepEqual(funding.funding_rate, funding.ts!.map((ts) => Number(rateAt(ts as number))));
      const interest = await fetched("open_interest", "1h");
      assert.deepEqual(interest.ts, times(hourMs, closed));
      assert.deepEqual(
        interest.open_interest,
        interest.ts!.map((ts) => Number(interestAt(ts as number))),
      );
      const ratio = await fetched("long_short_ratio", "4h");
      assert.deepEqual(ratio.ts, times(4 * hourMs, market.now));
      for (const [i, ts] of ratio.ts!.entries()) {
        const difference = ratio.long_short_ratio![i] as number - Number(ratioAt(ts as number));
        assert.ok(Math.abs(difference) < 1e-3, "Bybit publishes shares in four digits");
      }
      for (const dataset of ["mark_prices", "index_prices"] as const) {
        const prices = await fetched(dataset, "1h");
        assert.deepEqual(prices.ts, times(hourMs, closed));
        assert.deepEqual(prices.open, prices.ts!.map((ts) => priceAt(ts as number)));
        assert.deepEqual(Object.keys(prices), ["ts", "open", "high", "low", "close"]);
      }
    }));
}

for (const [venue, size] of [["binance", 1], ["okx", 0.01]] as const) {
  Deno.test(`${venue}: trades are whole, in the order of their ids, in base units`, () =>
    inTempDir(async (dataDir) => {
      await using server = serveVenue(market);
      const trades = series("trades", venue, null);
      const from = market.now - hourMs;
      const first = await fetchFrom(server.seams, {
        series: trades,
        dataDir,
        since: from,
        until: market.now - hourMs / 2,
      });
      const second = await fetchFrom(server.seams, { series: trades, dataDir });
      const expected = tradesOf(market, idAt(market, from), Infinity);
      const rows = await held(dataDir, trades);
      assert.deepEqual(rows.trade_id, expected.map(({ id }) => id));
      assert.deepEqual(rows.ts, expected.map(({ ts }) => ts));
      assert.deepEqual(rows.price, expected.map(({ price }) => Number(price)));
      assert.deepEqual(rows.side, expected.map(({ side }) => side));
      assert.deepEqual(
        rows.qty,
        expected.map(({ qty }) => Number((Number(qty) * size).toFixed(5))),
      );
      assert.equal(first.added + second.added, expected.length);
      assert.deepEqual([...first.holes, ...second.holes], []);
    }));
}

Deno.test("trades that a venue's ids show to be missing are reported", () =>
  inTempDir(async (dataDir) => {
    await using server = serveVenue(market, {
      change: (answer, { path }) =>
        path.endsWith("aggTrades")
          ? (answer as { a: number }[]).filter(({ a }) => a % 1000 !== 500 && a % 1000 !== 501)
          : answer,
    });
    const { holes, rows } = await fetchFrom(server.seams, {
      series: series("trades", "binance", null),
      dataDir,
      since: market.now - hourMs,
    });
    assert.ok(rows > 5000);
    assert.deepEqual(holes.map(({ missing }) => missing), holes.map(() => 2));
    assert.ok(holes.length >= 5);
  }));

Deno.test("a second fetch asks for what is new alone, and writes no file without need", () =>
  inTempDir(async (dataDir) => {
    const early = { ...market, now: market.now - 2 * dayMs };
    await using before = serveVenue(early);
    await fetchFrom(before.seams, { series: hourlyBars, dataDir, since });
    await using server = serveVenue(market);
    const fetched = await fetchFrom(server.seams, { series: hourlyBars, dataDir });
    assert.deepEqual([fetched.rows, fetched.added, fetched.changed], [49, 48, 0]);
    assert.equal(server.calls.filter(({ path }) => path.endsWith("klines")).length, 1);
    const files = snapshot(dataDir);
    const again = await fetchFrom(server.seams, { series: hourlyBars, dataDir, since });
    assert.deepEqual([again.rows, again.added, again.changed], [1, 0, 0]);
    assert.deepEqual(snapshot(dataDir), files);
    assert.deepEqual(await held(dataDir, hourlyBars), expectedBars(since, closed));
  }));

Deno.test("an earlier --since fills what lies before, and --all-missing the holes within", () =>
  inTempDir(async (dataDir) => {
    const down = { ...market, holes: [[Date.UTC(2024, 0, 5), Date.UTC(2024, 0, 7)]] as const };
    await using broken = serveVenue(down);
    const first = await fetchFrom(broken.seams, { series: hourlyBars, dataDir, since });
    assert.deepEqual(first.holes.map(({ missing }) => missing), [48]);
    await using server = serveVenue(market);
    const filled = await fetchFrom(server.seams, { series: hourlyBars, dataDir, allMissing: true });
    assert.deepEqual(filled.holes, []);
    assert.deepEqual(await held(dataDir, hourlyBars), expectedBars(since, closed));
    const from = since - 3 * dayMs;
    const earlier = await fetchFrom(server.seams, { series: hourlyBars, dataDir, since: from });
    assert.equal(earlier.added, 72);
    assert.deepEqual(await held(dataDir, hourlyBars), expectedBars(from, closed));
  }));

Deno.test("the last held bar is read again: a correction of the venue is taken over", () =>
  inTempDir(async (dataDir) => {
    await using server = serveVenue(market, {
      change: (answer, { path, nth }) =>
        path.endsWith("klines") && nth === 1
          ? (answer as string[][]).with(-1, (answer as string[][]).at(-1)!.with(5, "9"))
          : answer,
    });
    const options = { series: hourlyBars, dataDir, since: closed - 5 * hourMs };
    await fetchFrom(server.seams, options);
    const { changed } = await fetchFrom(server.seams, options);
    assert.equal(changed, 1);
    assert.deepEqual(await held(dataDir, hourlyBars), expectedBars(options.since, closed));
  }));

Deno.test("a payment of funding that is held on the hour is not held again milliseconds later", () =>
  inTempDir(async (dataDir) => {
    const funding = series("funding_rates", "binance", null);
    await using exact = serveVenue(market);
    await fetchFrom(exact.seams, { series: funding, dataDir, since, until: Date.UTC(2024, 0, 10) });
    await using late = serveVenue(market, {
      change: (answer, { path }) =>
        path.endsWith("fundingRate")
          ? (answer as { fundingTime: number }[])
            .map((row) => ({ ...row, fundingTime: row.fundingTime + 3 }))
          : answer,
    });
    const fetched = await fetchFrom(late.seams, { series: funding, dataDir });
    await fetchFrom(late.seams, { series: funding, dataDir, since });
    assert.deepEqual(fetched.holes, []);
    const { ts } = await held(dataDir, funding);
    const hours = timesOf(market, { from: since, to: market.now, stepMs: 8 * hourMs });
    assert.deepEqual(ts!.map((each) => Math.floor(each as number / 1000) * 1000), hours);
    assert.deepEqual(ts!.filter((each) => each as number % 1000 !== 0).length, 32);
  }));

Deno.test("time before the listing costs a few requests and is said", () =>
  inTempDir(async (dataDir) => {
    await using server = serveVenue(market);
    const fetched = await fetchFrom(server.seams, {
      series: hourlyBars,
      dataDir,
      since: Date.UTC(2010, 0, 1),
      until: Date.UTC(2023, 5, 10),
    });
    assert.equal(fetched.from, market.listed);
    assert.deepEqual(fetched.holes, []);
    assert.match(fetched.notes.join(), /no bars of "BTC\/USDT" before 2023-06-01/);
    assert.ok(server.calls.length < 50, `${server.calls.length} requests`);
  }));

Deno.test("history that a venue keeps for 30 days is said to be so", () =>
  inTempDir(async (dataDir) => {
    await using server = serveVenue(market);
    const { notes, from } = await fetchFrom(server.seams, {
      series: series("open_interest", "binance", "1h"),
      dataDir,
      since: Date.UTC(2023, 8, 1),
    });
    assert.equal(from, Date.UTC(2023, 11, 21, 12));
    assert.match(
      notes[0]!,
      /"binance" keeps open interest for 30 days only: nothing before 2023-12/,
    );
  }));

Deno.test("any other venue of ccxt goes by the same code, and says where its history begins", () =>
  inTempDir(async (dataDir) => {
    await using server = serveVenue(market);
    const bars = { dataset: "bars", venue: "kraken", symbol: "BTC/USD", timeframe: "1h" } as const;
    const fetched = await fetchFrom(server.seams, { series: bars, dataDir, since });
    const first = closed + hourMs - 720 * hourMs;
    assert.deepEqual(await held(dataDir, bars), expectedBars(Math.max(first, since), closed));
    assert.deepEqual(fetched.holes, []);
    const early = { series: bars, dataDir, since: since - 10 * dayMs };
    const { added, notes } = await fetchFrom(server.seams, early);
    assert.equal(added, (since - first) / hourMs);
    assert.match(notes[0]!, /"kraken" has no bars of "BTC\/USD" before 2023-12-21 11:00/);
    const { tickSize, lotSize, minNotional, makerFeeBps, takerFeeBps } = readInstrument(
      dataDir,
      "kraken",
      "BTC/USD",
    )!;
    assert.deepEqual([tickSize, minNotional, makerFeeBps, takerFeeBps], ["0.1", "0.5", 25, 40]);
    assert.match(lotSize, /^0\.0+1$/);
  }));

Deno.test("the instrument is the venue's, in exact decimals", () =>
  inTempDir(async (dataDir) => {
    await using server = serveVenue(market);
    const get = async (venue: string, symbol: string) => {
      const each = { dataset: "bars", venue, symbol, timeframe: "1d" } as const;
      await fetchFrom(server.seams, { series: each, dataDir, since: Date.UTC(2024, 0, 1) });
      const { kind, tickSize, lotSize, minNotional, makerFeeBps, takerFeeBps, listed } =
        readInstrument(dataDir, venue, symbol)!;
      return [kind, tickSize, lotSize, minNotional, makerFeeBps, takerFeeBps, listed];
    };
    const [spot, swap] = ["BTC/USDT", "BTC/USDT:USDT"];
    const listed = [Date.UTC(2019, 8, 25), 1_573_557_408_000, 1_584_230_400_000];
    assert.deepEqual(await get("binance", spot), [
      "spot",
      "0.01",
      "0.00001",
      "5",
      10,
      10,
      undefined,
    ]);
    assert.deepEqual(await get("binance", swap), [
      "perpetual",
      "0.01",
      "0.00001",
      "5",
      2,
      5,
      listed[0],
    ]);
    assert.deepEqual(await get("okx", swap), ["perpetual", "0.1", "0.0001", "0", 2, 5, listed[1]]);
    assert.deepEqual(await get("bybit", swap), ["perpetual", "0.1", "0.001", "5", 1, 6, listed[2]]);
    const perpetual = readInstrument(dataDir, "okx", swap)!;
    assert.deepEqual(perpetual.margin?.tiers, marginTiers);
    assert.deepEqual((await get("bybit", spot)).slice(0, 4), ["spot", "0.01", "0.000001", "1"]);
  }));

Deno.test("what a venue does not have is refused at once, with the way out", () =>
  inTempDir(async (dataDir) => {
    await using server = serveVenue(market);
    const table: [Partial<typeof hourlyBars> & { dataset?: FetchedDataset }, ...string[]][] = [
      [{ symbol: "BTC/USTD" }, 'Unknown symbol "BTC/USTD" at "binance"', 'mean "BTC/USDT"?'],
      [{ symbol: "btc/usdt" }, 'mean "BTC/USDT"?'],
      [{ symbol: "BTC" }, "venues trade pairs"],
      [{ venue: "okxx" }, 'Unknown venue "okxx"', 'did you mean "okx"?'],
      [{ venue: "binanceusdm" }, "--venue binance"],
      [{ timeframe: "60m" }, 'Unknown timeframe "60m"', '"1h"'],
      [{ timeframe: null }, "pass --timeframe"],
      [{ venue: "okx", timeframe: "8h" }, '"okx" has no 8h bars', "1h"],
      [{ dataset: "funding_rates", timeframe: null }, "--symbol BTC/USDT:USDT"],
      [{ venue: "okx", symbol: "BTC/USD:BTC" }, "margined in their quote currency"],
      [{ symbol: "BTC/USDT:USDT-240628" }, "only spot pairs and perpetuals"],
      [{ venue: "bybit", dataset: "trades", timeframe: null }, "latest ones only"],
      [
        { dataset: "open_interest", symbol: "BTC/USDT:USDT", timeframe: "1m" },
        '"binance" has no 1m open interest',
        "5m",
      ],
    ];
    for (const [change, ...parts] of table) {
      const each = { ...hourlyBars, ...change };
      await refuses(() => fetchFrom(server.seams, { series: each, dataDir, since }), ...parts);
    }
    await refuses(() => fetchFrom(server.seams, { series: hourlyBars, dataDir }), "pass --since");
    const future = { series: hourlyBars, dataDir, since: Date.UTC(2030) };
    await refuses(() => fetchFrom(server.seams, future), "nothing is final", '"binance"');
    const old = { series: hourlyBars, dataDir, since: Date.UTC(2011), until: Date.UTC(2012) };
    await refuses(() => fetchFrom(server.seams, old), '"binance" has none', "--since");
    assert.equal(server.calls.filter(({ path }) => path.endsWith("klines")).length < 20, true);
    assert.deepEqual(server.waits, []);
  }));
