import assert from "node:assert/strict";
import { canonicalDecisions } from "../../../../research/engine/canonical.ts";
import { ASK, BID, DELTA, TRADE } from "../../../../research/engine/order_book/book_event.ts";
import type { BookMarket } from "../../../../research/engine/order_book/book_market.ts";
import { BookSimulation } from "../../../../research/engine/order_book/book_simulation.ts";
import { bookStrategy } from "../../../../research/engine/order_book/book_strategy.ts";
import type { EventRow } from "./book_events_of.ts";
import { bookFillsOf, bookStatesOf, marketOf, PERP, runBook } from "./book_fixtures.ts";

const latency = { medianMs: 3 };

/** The ask goes up at 2 and the bid is hit at 6. */
const MOVES: EventRow[] = [
  [DELTA, ASK, 101, 0, 2],
  [TRADE, BID, 99, 40, 6],
  [DELTA, BID, 90, 1, 20],
];

Deno.test("an order acts when it arrives, on the book that is there then", () => {
  const buy = { 1: (m: BookMarket) => m.buy({ quantity: 2 }, "at 101, as it seems") };
  assert.deepEqual(bookFillsOf(runBook(MOVES, buy)), ["1: 1 2@101 fee 0.404"]);
  const late = runBook(MOVES, buy, { model: { latency } });
  assert.deepEqual(bookFillsOf(late), ["4: 1 2@102 fee 0.408"]);
  assert.equal(late.orders.active[0], 4);
});

Deno.test("what became of an order is known when the answer has come back", () => {
  const seen: string[] = [];
  const look = (m: BookMarket) =>
    seen.push(`${m.now}: ${m.status(1).state} ${m.position} ${m.openOrders} ${m.cash}`);
  const at = [2, 6, 7, 8, 9, 11, 12];
  const run = runBook(MOVES, {
    1: (m) => m.buy({ quantity: 2, limit: 100 }, "rests"),
    ...Object.fromEntries(at.map((ts) => [ts, look])),
  }, { model: { latency } });
  assert.deepEqual(bookFillsOf(run), ["6: 1 2@100 fee 0.2"]);
  assert.deepEqual(seen, [
    "2: requested 0 1 10000",
    "6: requested 0 1 10000",
    "7: working 0 1 10000",
    "8: working 0 1 10000",
    "9: filled 2 0 9999.8",
    "11: filled 2 0 9999.8",
    "12: filled 2 0 9999.8",
  ]);
});

Deno.test("a cancel that is on its way does not keep an order from filling", () => {
  const script = (at: number) => ({
    0: (m: BookMarket) => m.buy({ quantity: 2, limit: 100 }, "rests"),
    [at]: (m: BookMarket) => m.cancel(1),
  });
  const cancelled = runBook(MOVES, script(2), { model: { latency } });
  assert.deepEqual(bookStatesOf(cancelled), ["cancelled"]);
  const filled = runBook(MOVES, script(4), { model: { latency } });
  assert.deepEqual([bookStatesOf(filled), filled.account.lots[0]], [["filled"], 2]);
});

Deno.test("a change is carried out when it arrives, and known when the answer is back", () => {
  const seen: (readonly [number, number])[] = [];
  const run = runBook(MOVES, {
    0: (m) => m.buy({ quantity: 2, limit: 100 }, "rests"),
    1: (m) => m.change(1, { quantity: 1 }),
    12: (m) => seen.push([m.position, m.openOrders]),
  }, { model: { latency } });
  assert.deepEqual([bookFillsOf(run), seen], [["6: 1 1@100 fee 0.1"], [[1, 0]]]);
  assert.equal(run.orders.originals.get(1)?.quantity, 2);
  assert.equal(run.orders.quantity[0], 1);
});

Deno.test("a bracket arrives with its entry and works although its release is not known yet", () => {
  const rows: EventRow[] = [[TRADE, BID, 97, 1, 5], [DELTA, BID, 90, 1, 20]];
  const seen: string[] = [];
  const run = runBook(rows, {
    1: (m) => m.buy({ quantity: 2, stopLoss: 97, takeProfit: 110 }, "entry"),
    6: (m) => seen.push(`${m.status(2).state} ${m.position}`),
    7: (m) => seen.push(`${m.status(2).state} ${m.position}`),
    8: (m) => seen.push(`${m.status(2).state} ${m.status(3).state} ${m.position}`),
  }, { model: { latency } });
  assert.deepEqual(bookFillsOf(run), ["4: 1 2@101 fee 0.404", "5: 2 -2@100 fee 0.4"]);
  assert.deepEqual(seen, ["requested 0", "working 2", "filled cancelled 0"]);
});

Deno.test("the market is seen late: the book, trades and handlers, and answers never before it", () => {
  const seen: string[] = [];
  const note = bookStrategy("note", {}, (_, m) => {
    const say = (what: string) => {
      seen.push(`${what} ${m.now} ${m.book.ask} ${m.lastTrade.price} ${m.position}`);
    };
    return {
      everyMs: 5,
      onTimer: () => {
        if (m.now < 10 || m.now > 20) return;
        if (m.now === 10) m.buy({ quantity: 2, limit: 100, postOnly: true }, "joins");
        say("timer");
      },
      onTrade: () => say("trade"),
    };
  });
  const rows: EventRow[] = [
    [DELTA, ASK, 101, 0, 8],
    [TRADE, BID, 99, 40, 12],
    [TRADE, BID, 99, 40, 13],
    [DELTA, BID, 90, 1, 30],
  ];
  const model = { book: { feedLatencyMs: 4 } };
  const events = marketOf(rows, { model });
  const common = { params: {}, instrument: PERP, stepMs: 1000, cash: 1000, model };
  const run = new BookSimulation({ ...common, strategy: note, events }).run();
  assert.deepEqual(bookFillsOf(run), ["12: 1 2@100 fee 0.2"]);
  assert.deepEqual(seen, [
    "timer 10 101 NaN 0",
    "timer 15 102 NaN 0",
    "trade 16 102 99 2",
    "trade 17 102 99 2",
    "timer 20 102 99 2",
  ]);
});

Deno.test("an order that arrives when its time is over does nothing", () => {
  const run = (expires: number) =>
    runBook(MOVES, { 1: (m) => m.buy({ quantity: 1, limit: 105, expires }, "until") }, {
      model: { latency },
    });
  assert.deepEqual(bookStatesOf(run(4)), ["expired: its time is over"]);
  assert.deepEqual(bookStatesOf(run(5)), ["filled"]);
});

Deno.test("delays are drawn by the seed and no message overtakes another", () => {
  const rows: EventRow[] = Array.from(
    { length: 200 },
    (_, i) => [DELTA, BID, 90, i + 1, i] as const,
  );
  const play = bookStrategy("play", {}, (_, m) => ({
    everyMs: 1,
    onTimer: () => {
      if (m.now < 100) m.buy({ quantity: 1, limit: 99 }, "rests");
    },
  }));
  const run = (seed: number) => {
    const model = { latency: { medianMs: 5, sigma: 1 }, seed };
    const input = { params: {}, instrument: PERP, stepMs: 1000, cash: 1e6, model };
    return new BookSimulation({ ...input, strategy: play, events: marketOf(rows) }).run();
  };
  const arrivals = (seed: number) => {
    const { orders } = run(seed);
    return Array.from(orders.active.subarray(0, orders.rows));
  };
  assert.deepEqual(arrivals(1), arrivals(1));
  assert.notDeepEqual(arrivals(1), arrivals(2));
  assert.ok(arrivals(1).every((ts, i, all) => Number.isInteger(ts) && ts >= (all[i - 1] ?? 0)));
  assert.ok(arrivals(1).every((ts, i) => ts > i));
  assert.equal(canonicalDecisions(run(1).orders, run(1).account).split("\n").length, 101);
});
