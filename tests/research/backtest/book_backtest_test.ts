import assert from "node:assert/strict";
import { openLake } from "../../../data/storage/open_lake.ts";
import { backtest, type BacktestOptions } from "../../../research/backtest/backtest.ts";
import { bookStrategy } from "../../../research/engine/order_book/book_strategy.ts";
import type { Metrics } from "../../../research/metrics/mod.ts";
import { readRun } from "../../../research/runs/run_store.ts";
import marketMaking from "../../../research/strategies/market_making.ts";
import smaCross from "../../../research/strategies/sma_cross.ts";
import { inTempDir, refuses } from "../../data/helpers.ts";
import { COIN, START, writeBookLake } from "./book_lake.ts";

const symbols = [COIN.symbol];
const params = { halfSpreadBps: 5, skewBps: 5, quoteValue: 30 };

async function inBookLake(
  action: (dataDir: string) => Promise<void>,
  options?: Parameters<typeof writeBookLake>[1],
): Promise<void> {
  await inTempDir(async (dataDir) => {
    await writeBookLake(dataDir, options);
    await action(dataDir);
  });
}

Deno.test("backtest with a book runs over the lake's depth and trades and saves a run like any other", () =>
  inBookLake(async (dataDir) => {
    const options: BacktestOptions = { dataDir, symbols, params, book: { queue: "power3" } };
    const { record, result, path, notes, benchmark } = await backtest(marketMaking, options);
    assert.deepEqual(readRun(dataDir, record.runId), record);
    assert.deepEqual([record.timeframe, record.from, record.trial], ["1s", START, 1]);
    assert.deepEqual(record.model.book, { queue: "power3", stream: "depth" });
    assert.equal(record.bars, result.equity.ts.length);
    assert.ok(result.fills.ts.length > 20, `${result.fills.ts.length} fills`);
    assert.deepEqual(notes, []);
    assert.equal(benchmark!.result.fills.ts.length, 1);
    const explained = Deno.readTextFileSync(`${path}/fills.txt`).trimEnd().split("\n");
    assert.equal(explained.length, result.fills.ts.length);
    const first = new Date(result.fills.ts[0]!).toISOString();
    assert.equal(
      explained[0],
      `${first} order ${result.fills.orderId[0]} ${result.explanations![0]}`,
    );
    const again = await backtest(marketMaking, options);
    assert.equal(again.record.decisionHash, record.decisionHash);
    assert.equal(again.record.trial, 2);
    assert.deepEqual(again.result.equity, result.equity);
  }));

Deno.test("a run of seconds has no annual figure, nor any of a day", () =>
  inBookLake(async (dataDir) => {
    const { metrics } = await backtest(marketMaking, { dataDir, symbols, params, book: {} });
    const daily: readonly (keyof Metrics)[] = [
      ...["cagr", "annualReturn", "sharpe", "sortino", "calmar", "volatility"] as const,
      ...["omega", "valueAtRisk", "conditionalValueAtRisk"] as const,
    ];
    for (const name of daily) assert.equal(metrics[name], null, name);
    for (const name of ["totalReturn", "maxDrawdown", "exposure"] as const) {
      assert.ok(Number.isFinite(metrics[name]), name);
    }
  }));

Deno.test("a range within the recording begins with the book of the snapshot before it", () =>
  inBookLake(async (dataDir) => {
    const asked: (readonly [number, number])[] = [];
    const note = bookStrategy("note", {}, (_, m) => ({
      everyMs: 100,
      onTimer: () => asked.push([m.now, m.book.bid]),
    }));
    const whole = await backtest(note, { dataDir, symbols, book: {} });
    const all = [...asked];
    asked.length = 0;
    const [from, to] = [START + 2500, START + 5250];
    const { record } = await backtest(note, { dataDir, symbols, book: {}, from, to });
    assert.deepEqual([record.from, record.to], [START + 2000, START + 5000]);
    assert.ok(record.bars < whole.record.bars);
    assert.deepEqual(asked, all.filter(([now]) => now >= from && now <= asked.at(-1)![0]));
    assert.ok(asked.length > 20 && asked.at(-1)![0] < to);
    assert.equal(asked[0]![0], from);
  }));

Deno.test("gaps in the recorded depth and trades that are not held are told", async () => {
  await inBookLake(async (dataDir) => {
    const { notes } = await backtest(marketMaking, { dataDir, symbols, params, book: {} });
    assert.deepEqual(notes, [
      "1 gap in the recorded depth; the book is unknown from each to the next snapshot, and the " +
      "strategy is not asked there.",
    ]);
  }, { without: 1000 });
  await inBookLake(async (dataDir) => {
    const { notes } = await backtest(marketMaking, { dataDir, symbols, params, book: {} });
    assert.match(notes![0]!, /^No trades are held: quotes fill only where/);
  }, { trades: false });
});

Deno.test("best prices alone are a book too", () =>
  inBookLake(async (dataDir) => {
    const count = 500;
    const column = (of: (i: number) => number) =>
      Float64Array.from({ length: count }, (_, i) => of(i));
    const table = {
      ts: column((i) => START + 20 * i),
      bid: column((i) => 500 + Math.round(3 * Math.sin(i / 30)) / 2),
      bid_qty: column((i) => 0.02 + (i % 3) / 100),
      ask: column((i) => 501 + Math.round(3 * Math.sin(i / 30)) / 2),
      ask_qty: column((i) => 0.02 + (i % 5) / 100),
    };
    const { venue, symbol } = COIN;
    await openLake({ dataDir }).writeDataset({ dataset: "quotes", venue, symbol, table });
    const run = await backtest(marketMaking, {
      ...{ dataDir, symbols, params },
      book: { stream: "quotes" },
    });
    assert.equal(run.record.model.book!.stream, "quotes");
    assert.ok(run.result.orders.length > 2);
  }));

Deno.test("latency, fees, limits and funding count as on bars", () =>
  inBookLake(async (dataDir) => {
    await openLake({ dataDir }).writeDataset({
      ...{ dataset: "funding_rates", venue: COIN.venue, symbol: COIN.symbol },
      table: { ts: Float64Array.of(START + 4000), funding_rate: Float64Array.of(0.01) },
    });
    const common = { dataDir, symbols, params, book: { feedLatencyMs: 2 } };
    const run = await backtest(marketMaking, {
      ...{ ...common, latency: { medianMs: 3 }, feeBps: 0, seed: 3 },
      limits: { maxPosition: 40 },
    });
    assert.equal(run.metrics.feesPaid, 0);
    assert.notEqual(run.metrics.fundingPaid, 0);
    assert.ok(run.result.orders.some(({ reason }) => /above the limit of 40/.test(reason ?? "")));
    const { ts, orderId } = run.result.fills;
    for (let fill = 0; fill < ts.length; fill++) {
      assert.ok(ts[fill]! >= run.result.orders[orderId[fill]! - 1]!.ts + 3);
    }
  }));

const REFUSED: readonly [BacktestOptions, ...string[]][] = [
  [
    { symbols: ["OTHER/USD:USD"] },
    'No order book of "OTHER/USD:USD" in the lake',
    "--dataset books",
  ],
  [{ symbols: ["COIN/USD:USD", "X/USD"] }, "2 instruments over the order book; name one symbol"],
  [{ symbols: [] }, "0 instruments"],
  [{ slippageBps: 2 }, "slippageBps of 2", "leave it out"],
  [{ drillDown: "1s" }, "drillDown of 1s"],
  [{ book: { queue: "fifo" as never } }, "book.queue of fifo; give one of risk_averse, power"],
  [{ book: { feedLatencyMs: 0.5 } }, "book.feedLatencyMs of 0.5; give whole milliseconds"],
  [{ book: { stream: "quotes" } }, "No best prices of", "--dataset quotes"],
  [{ venue: "other" }, "No order book of", 'at "other"'],
  [{ from: START + 1e9 }, 'No book of "COIN/USD:USD" from 2024-08-20', "held is to 2024-08-08"],
  [{ timeframe: "2s" }, 'Unknown timeframe "2s"'],
];

for (const [options, ...says] of REFUSED) {
  Deno.test(`backtest over a book refuses ${JSON.stringify(options)} in one sentence`, () =>
    inBookLake(async (dataDir) => {
      await refuses(
        () => backtest(marketMaking, { dataDir, symbols, book: {}, ...options }),
        ...says,
      );
    }));
}

Deno.test("strategies on bars and on the book are not mixed up", () =>
  inBookLake(async (dataDir) => {
    await refuses(
      () => backtest(smaCross, { dataDir, symbols, book: {} }),
      "Cannot run sma_cross on the order book: it trades on bars; run it without --book",
    );
    await refuses(
      () => backtest(marketMaking, { timeframe: "1d" }),
      "Cannot run market_making on bars: it trades on the order book; run it with --book",
    );
  }));

Deno.test("a book off the instrument's ticks is refused with its row", () =>
  inBookLake(async (dataDir) => {
    const { venue, symbol } = COIN;
    const table = {
      ts: Float64Array.of(START + 100_000),
      price: Float64Array.of(500.25),
      qty: Float64Array.of(1),
      side: ["buy"],
    };
    await openLake({ dataDir }).writeDataset({ dataset: "trades", venue, symbol, table });
    await refuses(
      () => backtest(marketMaking, { dataDir, symbols, book: {} }),
      `Cannot use the book of "COIN/USD:USD": Cannot read price 500.25 in row`,
    );
  }));

Deno.test("a strategy that fails on the book is named with its time and line", () =>
  inBookLake(async (dataDir) => {
    const odd = bookStrategy("odd", {}, (_, m) => ({
      everyMs: 1000,
      onTimer: () => void m.buy({ quantity: NaN }, "a defect"),
    }));
    await refuses(
      () => backtest(odd, { dataDir, symbols, book: {} }),
      "Strategy odd failed at bar 0 (2024-08-08T12:00:00.000Z), book_backtest_test.ts line",
      "with a quantity of NaN",
    );
  }));
