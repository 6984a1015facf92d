import assert from "node:assert/strict";
import {
  ASK,
  BID,
  BREAK,
  DELTA,
  QUOTE,
  TRADE,
} from "../../../../research/engine/order_book/book_event.ts";
import { BookSimulation } from "../../../../research/engine/order_book/book_simulation.ts";
import { bookStrategy } from "../../../../research/engine/order_book/book_strategy.ts";
import { strategy } from "../../../../research/engine/strategy.ts";
import { bookEventsOf, type EventRow } from "./book_events_of.ts";
import {
  bookFillsOf,
  bookStatesOf,
  marketOf,
  PERP,
  runBook,
  SPOT,
  START,
} from "./book_fixtures.ts";

/** Nothing happens until time 9. */
const QUIET: EventRow[] = [[DELTA, BID, 90, 1, 9]];

Deno.test("a market order walks the levels that the book shows, as a taker, and its slippage counts", () => {
  const run = runBook(QUIET, { 1: (m) => m.buy({ quantity: 15 }, "all of a level") });
  assert.deepEqual(bookFillsOf(run), ["1: 1 10@101 fee 2.02", "1: 1 5@102 fee 1.02"]);
  assert.deepEqual([...run.fills.slippage.slice(0, 2)], [0, 5]);
  assert.deepEqual(bookStatesOf(run), ["filled"]);
  assert.equal(run.account.units[0], 15);
  assert.equal(run.account.cash, 10_000 - 2.02 - 1.02);
});

Deno.test("a market order for more than the book shows takes all of it and the rest expires", () => {
  const run = runBook(QUIET, { 1: (m) => m.buy({ quantity: 70 }, "more") });
  assert.equal(run.account.lots[0], 60);
  assert.deepEqual(bookStatesOf(run), ["expired: the book showed no more"]);
});

Deno.test("a market order by quote amount spends that much on the levels, fee included", () => {
  // 10 lots at 101 with their fee are 1012.02; 306.5 more buy 2 at 102.204, and not 3.
  const run = runBook(QUIET, { 1: (m) => m.buy({ quote: 1318.52 }, "spend") });
  assert.match(run.explanations()[1]!, /^bought 2 at 102: took/);
  assert.deepEqual(bookFillsOf(run), ["1: 1 10@101 fee 2.02", "1: 1 2@102 fee 0.408"]);
  assert.deepEqual(bookStatesOf(run), ["filled"]);
  const little = runBook(QUIET, { 1: (m) => m.buy({ quote: 101 }, "not one lot with its fee") });
  assert.deepEqual(bookStatesOf(little), ["rejected: trades less than one lot"]);
});

Deno.test("a limit order rests at the end of its level's queue and fills as a maker", () => {
  const trades: EventRow[] = [[TRADE, BID, 100, 8, 2], [TRADE, BID, 100, 5, 3], [
    TRADE,
    BID,
    99,
    1,
    9,
  ]];
  const run = runBook(trades, { 1: (m) => m.buy({ quantity: 4, limit: 100 }, "joins") });
  assert.deepEqual(bookFillsOf(run), ["3: 1 3@100 fee 0.3", "9: 1 1@100 fee 0.1"]);
  assert.deepEqual(run.explanations(), [
    "bought 3 at 100 (1 left): trade 7 of 5 went through the queue; of 10 ahead when it arrived 2 ms " +
    "before, 8 traded, 0 were cancelled and 2 remained",
    "bought 1 at 100: trade 8 of 1 went through it at 99; of 10 ahead when it arrived 8 ms before, " +
    "10 traded, 0 were cancelled and 0 remained",
  ]);
});

Deno.test("what goes through a quote fills no more than it shows, unless the model says so", () => {
  const trades: EventRow[] = [[TRADE, BID, 99, 2, 2], [DELTA, BID, 90, 1, 9]];
  const script = { 1: (m: { buy: CallableFunction }) => m.buy({ quantity: 4, limit: 100 }, "q") };
  assert.deepEqual(bookFillsOf(runBook(trades, script)), ["2: 1 2@100 fee 0.2"]);
  const whole = runBook(trades, script, { model: { book: { through: "whole" } } });
  assert.deepEqual(bookFillsOf(whole), ["2: 1 4@100 fee 0.4"]);
});

Deno.test("time in force: IOC takes what is there, FOK all or nothing, post-only never takes", () => {
  const run = runBook(QUIET, {
    1: (m) => {
      m.buy({ quantity: 12, limit: 101, timeInForce: "IOC" }, "ioc");
      m.buy({ quantity: 12, limit: 101, timeInForce: "FOK" }, "fok too large");
      m.buy({ quantity: 12, limit: 102, timeInForce: "FOK" }, "fok");
      m.buy({ quantity: 1, limit: 101, postOnly: true }, "post-only");
      m.buy({ quantity: 31, timeInForce: "FOK" }, "market fok");
    },
  });
  assert.deepEqual(bookStatesOf(run), [
    "expired: not filled at once",
    "expired: cannot be filled whole",
    "filled",
    "rejected: would take liquidity, and is post-only",
    "filled",
  ]);
  assert.deepEqual(bookFillsOf(run).map((fill) => fill.split(" fee")[0]), [
    "1: 1 10@101",
    "1: 3 10@101",
    "1: 3 2@102",
    "1: 5 10@101",
    "1: 5 20@102",
    "1: 5 1@103",
  ]);
});

Deno.test("an order works no longer from its time on", () => {
  const trades: EventRow[] = [[TRADE, BID, 99, 9, 5], [TRADE, BID, 99, 9, 9]];
  const place = (expires: number) =>
    runBook(trades, { 1: (m) => m.buy({ quantity: 1, limit: 100, expires }, "until") });
  assert.deepEqual(bookStatesOf(place(5)), ["expired: its time is over"]);
  assert.deepEqual(bookStatesOf(place(6)), ["filled"]);
});

Deno.test("a change of price queues again, a smaller quantity keeps its place, a larger one does not", () => {
  const trades: EventRow[] = [[TRADE, BID, 100, 8, 3], [TRADE, BID, 100, 5, 5], [
    DELTA,
    BID,
    90,
    1,
    9,
  ]];
  const changed = (change: { limit?: number; quantity?: number }) =>
    bookFillsOf(runBook(trades, {
      1: (m) => m.buy({ quantity: 4, limit: 100 }, "joins"),
      4: (m) => m.change(1, change),
    }));
  assert.deepEqual(changed({ quantity: 2 }), ["5: 1 2@100 fee 0.2"]);
  assert.deepEqual(changed({ quantity: 5 }), []);
  assert.deepEqual(changed({ limit: 99 }), []);
  assert.deepEqual(changed({ limit: 100 }), ["5: 1 3@100 fee 0.3"]);
  assert.deepEqual(changed({ limit: 101 }), ["4: 1 4@101 fee 0.808"]);
});

Deno.test("a cancelled order cannot fill, and acts before the next event", () => {
  const trades: EventRow[] = [[TRADE, BID, 99, 9, 2]];
  const script = (at: number) => ({
    0: (m: { buy: CallableFunction }) => m.buy({ quantity: 1, limit: 100 }, "rests"),
    [at]: (m: { cancel: CallableFunction }) => m.cancel(1),
  });
  assert.deepEqual(bookStatesOf(runBook(trades, script(1))), ["cancelled"]);
  const late = runBook(trades, {
    0: (m) => m.buy({ quantity: 1, limit: 100 }, "rests"),
    2: (m) => assert.equal(m.status(1).state, "filled"),
  });
  assert.deepEqual(bookStatesOf(late), ["filled"]);
});

Deno.test("stops, targets and trailing stops wait for a trade and then take from the book", () => {
  const trades: EventRow[] = [
    [TRADE, ASK, 102, 1, 3],
    [TRADE, BID, 99, 1, 5],
    [TRADE, BID, 98, 1, 7],
    [DELTA, BID, 90, 1, 9],
  ];
  const run = runBook(trades, {
    1: (m) => m.buy({ quantity: 6 }, "entry"),
    2: (m) => {
      m.sell({ quantity: 1, stop: 99, reduceOnly: true }, "stop");
      m.sell({ quantity: 1, target: 102, reduceOnly: true }, "target");
      m.sell({ quantity: 1, trail: 4, reduceOnly: true }, "trails 102 by 4");
      m.sell(
        { quantity: 1, stop: 98, limit: 100, reduceOnly: true },
        "stop-limit, takes and rests",
      );
      m.sell({ quantity: 1, stop: 97, reduceOnly: true }, "never");
    },
  });
  assert.deepEqual(bookFillsOf(run), [
    "1: 1 6@101 fee 1.212",
    "3: 3 -1@100 fee 0.2",
    "5: 2 -1@100 fee 0.2",
    "7: 4 -1@100 fee 0.2",
    "7: 5 -1@100 fee 0.2",
  ]);
  assert.deepEqual(bookStatesOf(run), [...Array(5).fill("filled"), "working"]);
});

Deno.test("stops are rejected where the recording has no trades to trigger them", () => {
  const run = runBook(QUIET, { 1: (m) => m.buy({ quantity: 1, stop: 105 }, "stop") });
  assert.deepEqual(bookStatesOf(run), [
    "rejected: the recording has no trades that could trigger it",
  ]);
});

Deno.test("a bracket waits for its entry, covers what has filled of it, and one leg cancels the other", () => {
  const trades: EventRow[] = [
    [TRADE, BID, 100, 12, 2],
    [TRADE, BID, 99, 3, 3],
    [TRADE, ASK, 104, 9, 5],
    [TRADE, BID, 97, 1, 9],
  ];
  const seen: string[] = [];
  const run = runBook(trades, {
    1: (m) => m.buy({ quantity: 5, limit: 100, stopLoss: 97, takeProfit: 104 }, "entry"),
    2: (m) => seen.push(`${m.status(2).state} ${m.status(3).state} ${m.position}`),
    4: (m) => seen.push(`${m.status(2).state} ${m.status(3).state} ${m.position}`),
  });
  assert.deepEqual(seen, ["working working 2", "working working 5"]);
  assert.deepEqual(bookFillsOf(run), [
    "2: 1 2@100 fee 0.2",
    "3: 1 3@100 fee 0.3",
    "5: 3 -5@104 fee 0.52",
  ]);
  assert.deepEqual(bookStatesOf(run), [
    "filled",
    "cancelled: order 3 of the same group has filled",
    "filled",
  ]);
});

Deno.test("a bracket's stop cancels what is left of the entry and closes what has filled", () => {
  const trades: EventRow[] = [[TRADE, BID, 100, 12, 2], [TRADE, ASK, 99, 1, 4], [
    DELTA,
    BID,
    90,
    1,
    9,
  ]];
  const run = runBook(trades, {
    1: (m) => m.buy({ quantity: 5, limit: 100, stopLoss: 99, takeProfit: 104 }, "entry"),
  });
  assert.deepEqual(bookFillsOf(run), ["2: 1 2@100 fee 0.2", "4: 2 -2@100 fee 0.4"]);
  assert.deepEqual(bookStatesOf(run), [
    "cancelled: the position it was opening is being closed",
    "filled",
    "cancelled: order 2 of the same group has filled",
  ]);
  assert.deepEqual([1, 2, 3].map((id) => run.resting(id)), [0, 0, 0]);
});

Deno.test("a stop whose order cannot fill still ends the entry that it protects", () => {
  const rows: EventRow[] = [
    [TRADE, BID, 100, 12, 2],
    [BREAK, BID, 0, 0, 3],
    [TRADE, ASK, 97, 1, 4],
    [DELTA, BID, 90, 1, 9],
  ];
  const run = runBook(rows, {
    1: (m) => m.buy({ quantity: 5, limit: 100, stopLoss: 97 }, "entry"),
  });
  assert.deepEqual(bookStatesOf(run), [
    "cancelled: the position it was opening is being closed",
    "rejected: the book is not known: a snapshot is missing",
  ]);
  assert.equal(run.resting(1), 0);
});

Deno.test("a bracket's stop sells no more than is left of the position", () => {
  const trades: EventRow[] = [[TRADE, BID, 97, 1, 4], [DELTA, BID, 90, 1, 9]];
  const run = runBook(trades, {
    1: (m) => m.buy({ quantity: 5, stopLoss: 97 }, "entry"),
    2: (m) => m.sell({ quantity: 3 }, "less"),
  });
  assert.deepEqual(bookFillsOf(run).slice(1), ["2: 3 -3@100 fee 0.6", "4: 2 -2@100 fee 0.4"]);
  assert.match(run.explanations()[2]!, /^sold 2 at 100/);
});

Deno.test("a stop fires at the first trade at its price or beyond, whenever the strategy is asked", () => {
  const at = (prices: readonly number[]): EventRow[] => [
    ...prices.map((ticks, i): EventRow => [TRADE, BID, ticks, 1, 10 + i]),
    [DELTA, BID, 90, 1, 99],
  ];
  const fired = (request: { stop?: number; target?: number }, prices: readonly number[]) => {
    const once = bookStrategy("once", {}, (_, m) => ({
      everyMs: 1000,
      onTimer: () => void m.buy({ quantity: 1, ...request }, "waits"),
    }));
    const common = { params: {}, instrument: PERP, stepMs: 1000, cash: 1000 };
    const run = new BookSimulation({ ...common, strategy: once, events: marketOf(at(prices)) })
      .run();
    return run.fills.rows === 0 ? null : run.fills.ts[0];
  };
  assert.equal(fired({ stop: 104 }, [103, 104, 105]), 11);
  assert.equal(fired({ stop: 104 }, [103, 107, 105]), 11);
  assert.equal(fired({ stop: 104 }, [103, 103, 102]), null);
  assert.equal(fired({ target: 98 }, [99, 98, 97]), 11);
  assert.equal(fired({ target: 98 }, [99, 95, 97]), 11);
  assert.equal(fired({ target: 98 }, [99, 99, 100]), null);
});

Deno.test("a change that the gate refuses is not carried out", () => {
  const run = runBook(QUIET, {
    1: (m) => m.buy({ quantity: 1, limit: 100 }, "rests"),
    2: (m) => m.change(1, { limit: 99.5 }),
    3: (m) => assert.equal(m.status(1).state, "working"),
  });
  assert.deepEqual(bookStatesOf(run), [
    "working: not changed: price 99.5 is not a multiple of the tick 1",
  ]);
  assert.deepEqual([run.orders.limit[0], run.resting(1)], [100, 1]);
});

Deno.test("a bracket is there when its entry takes at once", () => {
  const trades: EventRow[] = [[TRADE, BID, 97, 1, 4], [DELTA, BID, 90, 1, 9]];
  const run = runBook(trades, {
    1: (m) => m.buy({ quantity: 2, stopLoss: 97, takeProfit: 104 }, "entry"),
    2: (m) => assert.deepEqual([m.status(2).state, m.status(3).state], ["working", "working"]),
  });
  assert.deepEqual(bookFillsOf(run), ["1: 1 2@101 fee 0.404", "4: 2 -2@100 fee 0.4"]);
});

Deno.test("of a group one event never fills both", () => {
  const trades: EventRow[] = [[TRADE, BID, 98, 50, 2], [DELTA, BID, 90, 1, 9]];
  const run = runBook(trades, {
    1: (m) => m.oco("buy", [{ quantity: 1, limit: 100 }, { quantity: 1, limit: 99 }], "either"),
  });
  assert.deepEqual(bookFillsOf(run), ["2: 1 1@100 fee 0.1"]);
  assert.deepEqual(bookStatesOf(run), [
    "filled",
    "cancelled: order 1 of the same group has filled",
  ]);
});

Deno.test("reduce-only orders never add to a position nor turn it round", () => {
  const trades: EventRow[] = [[TRADE, ASK, 104, 50, 3], [DELTA, BID, 90, 1, 9]];
  const run = runBook(trades, {
    0: (m) => m.buy({ quantity: 5 }, "entry"),
    1: (m) => m.sell({ quantity: 5, limit: 103, reduceOnly: true }, "rests"),
    2: (m) => m.sell({ quantity: 3 }, "less of it"),
  });
  assert.deepEqual(bookFillsOf(run).slice(1), ["2: 3 -3@100 fee 0.6", "3: 2 -2@103 fee 0.206"]);
  assert.deepEqual(bookStatesOf(run), [
    "filled",
    "expired: there is no position left to reduce",
    "filled",
  ]);
  assert.equal(run.account.lots[0], 0);
  // The trade reaches 3 of the 5 that rest, of which the position has 2.
  const partly = runBook([[TRADE, ASK, 103, 33, 3], [DELTA, BID, 90, 1, 9]], {
    0: (m) => m.buy({ quantity: 5 }, "entry"),
    1: (m) => m.sell({ quantity: 5, limit: 103, reduceOnly: true }, "rests"),
    2: (m) => m.sell({ quantity: 3 }, "less of it"),
  });
  assert.equal(bookFillsOf(partly).at(-1), "3: 2 -2@103 fee 0.206");
  assert.equal(partly.resting(2), 0);
});

Deno.test("spot is paid in full: it is never short, and what costs more than the cash is refused", () => {
  const run = runBook(QUIET, {
    1: (m) => {
      m.sell({ quantity: 1, limit: 105 }, "nothing held");
      m.buy({ quantity: 10 }, "too dear");
      m.buy({ quantity: 9 }, "affordable");
    },
  }, { instrument: SPOT, cash: 1000 });
  assert.deepEqual(bookStatesOf(run), [
    "refused: would sell 1 ACME/USD of 0 free; positions are long only",
    "refused: costs 1007.01 of 1000 free cash",
    "filled",
  ]);
  assert.equal(run.account.cash, 1000 - (909 + 1.818));
});

Deno.test("the gate lets pass what the book then costs more, and the venue rejects it", () => {
  // At the mid of 100.5 the gate reserves 9 · 100.5; the book asks 101.
  const run = runBook(QUIET, { 1: (m) => m.buy({ quantity: 9 }, "at 101") }, {
    instrument: SPOT,
    cash: 908,
  });
  assert.deepEqual(bookStatesOf(run), ["rejected: costs 910.818 of 908 cash"]);
});

Deno.test("a perpetual is liquidated by the trade that reaches its liquidation price", () => {
  const trades: EventRow[] = [[TRADE, BID, 95, 1, 3], [TRADE, BID, 85, 1, 5], [
    DELTA,
    BID,
    80,
    1,
    9,
  ]];
  const run = runBook(trades, { 1: (m) => m.buy({ quantity: 10 }, "leverage") }, {
    cash: 120,
    model: { leverage: 10 },
  });
  // Margin of 118 less 1 % of the position at the price p: 118 + 10 (p − 101) = 0.1 p, p = 90.1.
  assert.deepEqual(bookFillsOf(run), ["1: 1 10@101 fee 2.02", "5: 0 -10@85 fee 0"]);
  assert.equal(run.explanations()[1], "liquidated: a trade reached the liquidation price");
  assert.equal(run.account.cash, 0);
  assert.equal(run.flows.isFunding(0), false);
});

Deno.test("funding is settled on what is held at its time, at the mark or at the book's mid", () => {
  const at = (price: number) => ({
    ts: Float64Array.of(0, 4),
    rate: Float64Array.of(0.5, 0.01),
    price: Float64Array.of(NaN, price),
  });
  const script = { 1: (m: { sell: CallableFunction }) => m.sell({ quantity: 10 }, "short") };
  const run = (price: number) => runBook(QUIET, script, { funding: at(price) });
  assert.equal(run(200).account.fundingReceived, 20);
  assert.equal(run(NaN).account.fundingReceived, 10.05);
});

Deno.test("the strategy is not asked while the book is unknown, and orders are rejected there", () => {
  const rows: EventRow[] = [
    [BREAK, BID, 0, 0, 3],
    [DELTA, BID, 100, 5, 4],
    [DELTA, ASK, 101, 5, 4],
    ...START.map(([kind, side, ticks, lots]): EventRow => [kind, side, ticks, lots, 6]),
    [DELTA, BID, 90, 1, 9],
  ];
  const asked: number[] = [];
  const note = bookStrategy(
    "note",
    {},
    (_, m) => ({ everyMs: 1, onTimer: () => asked.push(m.now) }),
  );
  const common = { params: {}, instrument: PERP, stepMs: 1000, cash: 1000 };
  const events = marketOf(rows);
  new BookSimulation({ ...common, strategy: note, events }).run();
  assert.deepEqual(asked, [0, 1, 2, 6, 7, 8, 9]);
  const late = runBook(rows, { 2: (m) => m.buy({ quantity: 1 }, "arrives at 4") }, {
    model: { latency: { medianMs: 2 } },
  });
  assert.deepEqual(bookStatesOf(late), ["rejected: the book is not known: a snapshot is missing"]);
});

Deno.test("handlers are called after trades, after whole messages and at their times, in this order", () => {
  const calls: string[] = [];
  const rows: EventRow[] = [[TRADE, BID, 100, 1, 2], [DELTA, BID, 100, 9, 2], [
    DELTA,
    ASK,
    101,
    9,
    2,
  ]];
  const note = bookStrategy("note", {}, (_, m) => {
    const say = (what: string) =>
      calls.push(
        `${what} ${m.now} ${m.book.bidQuantity}/${m.book.askQuantity} ${m.lastTrade.quantity}`,
      );
    return {
      everyMs: 2,
      onTimer: () => say("timer"),
      onTrade: () => say("trade"),
      onBook: () => say("book"),
    };
  });
  const events = marketOf(rows);
  const message = { ...events, last: events.last.map((_, i) => i === 7 || i < 5 ? 0 : 1) };
  const common = { params: {}, instrument: PERP, stepMs: 1000, cash: 1000 };
  new BookSimulation({ ...common, strategy: note, events: message }).run();
  assert.deepEqual(calls, [
    "book 0 10/10 NaN",
    "timer 0 10/10 NaN",
    "trade 2 10/10 1",
    "book 2 9/9 1",
    "timer 2 9/9 1",
  ]);
});

Deno.test("best prices alone make a book: quotes fill by the same code", () => {
  const rows: EventRow[] = [
    [QUOTE, BID, 100, 10, 0],
    [QUOTE, ASK, 101, 10, 0],
    [TRADE, BID, 100, 12, 2],
    [QUOTE, BID, 99, 10, 3],
    [QUOTE, ASK, 100, 7, 3],
    [QUOTE, ASK, 100, 7, 9],
  ];
  const events = bookEventsOf(rows, false);
  const play = bookStrategy("play", {}, (_, m) => ({
    everyMs: 1,
    onTimer() {
      if (m.now === 1) m.buy({ quantity: 12, limit: 100 }, "joins");
    },
  }));
  const common = { params: {}, instrument: PERP, stepMs: 1000, cash: 10_000 };
  const run = new BookSimulation({ ...common, strategy: play, events }).run();
  assert.deepEqual(bookFillsOf(run), ["2: 1 2@100 fee 0.2", "3: 1 7@100 fee 0.7"]);
});

Deno.test("rows are steps of event time: equity at the mid of each, fills in theirs", () => {
  const rows: EventRow[] = [
    [DELTA, BID, 100, 0, 1500],
    [DELTA, ASK, 100, 5, 1500],
    [TRADE, ASK, 100, 1, 2100],
    [DELTA, BID, 90, 1, 3999],
  ];
  const run = runBook(rows, { 500: (m) => m.buy({ quantity: 10 }, "entry") });
  assert.deepEqual([...run.rows.ts], [0, 1000, 2000, 3000]);
  const cash = 10_000 - 2.02;
  assert.deepEqual([...run.curve().equity], [cash - 5, cash - 15, cash - 15, cash - 15]);
  assert.deepEqual([...run.curve().exposure], [1005, 995, 995, 995]);
  const { open, high, low, close, volume } = run.bars();
  assert.deepEqual([...close], [100.5, 99.5, 99.5, 99.5]);
  assert.deepEqual([...open], [100.5, 100.5, 99.5, 99.5]);
  assert.deepEqual([...high], [100.5, 100.5, 100, 99.5]);
  assert.deepEqual([...low], [100.5, 99.5, 99.5, 99.5]);
  assert.deepEqual([...volume], [0, 0, 1, 0]);
  const broken = runBook([[DELTA, ASK, 101, 0, 500], [BREAK, BID, 0, 0, 1500], [
    TRADE,
    BID,
    9,
    1,
    2500,
  ]], {});
  assert.deepEqual([...broken.bars().close], [101, 101, 101]);
});

Deno.test("limits of the account hold: position, daily loss, price stop", () => {
  const fall: EventRow[] = [
    [DELTA, BID, 100, 0, 1500],
    [DELTA, BID, 99, 0, 1500],
    [DELTA, BID, 90, 50, 1500],
    [DELTA, BID, 89, 1, 3999],
  ];
  const position = runBook(QUIET, { 1: (m) => m.buy({ quantity: 20, limit: 100 }, "too much") }, {
    limits: { maxPosition: 1000 },
  });
  assert.deepEqual(bookStatesOf(position), [
    "refused: position would be 2000, above the limit of 1000",
  ]);
  const loss = runBook(fall, {
    500: (m) => m.buy({ quantity: 10 }, "entry"),
    2500: (m) => m.buy({ quantity: 1, limit: 90 }, "more"),
  }, { cash: 1500, limits: { dailyLoss: 0.01 } });
  assert.deepEqual(bookStatesOf(loss), ["filled", "refused: the daily loss limit is reached"]);
  const stop = runBook(fall, { 500: (m) => m.buy({ quantity: 10 }, "entry") }, {
    limits: { priceStop: 0.01 },
  });
  assert.deepEqual(bookFillsOf(stop).at(-1), "1999: 2 -10@98 fee 1.96");
});

Deno.test("BookSimulation refuses what it cannot run, in one sentence", () => {
  const common = {
    params: {},
    instrument: PERP,
    stepMs: 1000,
    cash: 1000,
    events: marketOf(QUIET),
  };
  const run = (setUp: Parameters<typeof bookStrategy>[2]) => () =>
    new BookSimulation({ ...common, strategy: bookStrategy("odd", {}, setUp) });
  const bars = strategy("on_bars", {}, () => ({ onBar() {} }));
  assert.throws(
    () => new BookSimulation({ ...common, strategy: bars }),
    /Cannot run on_bars on the order book: it trades on bars; run it without --book/,
  );
  assert.throws(run(() => ({})), /without handlers; give onTimer, onTrade or onBook/);
  assert.throws(run(() => ({ onTimer() {} })), /by half; give both everyMs and onTimer/);
  assert.throws(run(() => ({ everyMs: 0.5, onTimer() {} })), /a timer of 0.5 ms; give whole/);
  assert.throws(
    run(() => ({ onTrade: (async () => {}) as unknown as () => void })),
    /onTrade is async; decide at once/,
  );
  const unknown = bookEventsOf([[DELTA, BID, 100, 1, 0]]);
  assert.throws(
    () =>
      new BookSimulation({
        ...common,
        events: unknown,
        strategy: bookStrategy("ok", {}, () => ({ onTrade() {} })),
      }),
    /a book that is never known: it has no snapshot/,
  );
});
