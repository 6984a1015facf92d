import assert from "node:assert/strict";
import fc from "fast-check";
import {
  ARRIVALS,
  type ArrivingOrder,
  FILL_OR_KILL,
  IMMEDIATE_OR_CANCEL,
  POST_ONLY,
} from "../../../../research/engine/order_book/arriving_order.ts";
import {
  ASK,
  BID,
  BREAK,
  CLEAR,
  DELTA,
  QUOTE,
  SNAPSHOT,
  TRADE,
} from "../../../../research/engine/order_book/book_event.ts";
import { FILL_CAUSES } from "../../../../research/engine/order_book/book_fills.ts";
import { BookMatcher } from "../../../../research/engine/order_book/book_matcher.ts";
import type { MatcherOptions } from "../../../../research/engine/order_book/matcher_options.ts";
import { powerQueue, riskAverse } from "../../../../research/engine/order_book/queue_model.ts";
import { bookEventsOf, type EventRow } from "./book_events_of.ts";

/** Bids 10@100 20@99 30@98, asks 10@101 20@102 30@103. */
const start: readonly EventRow[] = [
  [SNAPSHOT, BID, 100, 10],
  [SNAPSHOT, BID, 99, 20],
  [SNAPSHOT, BID, 98, 30],
  [SNAPSHOT, ASK, 101, 10],
  [SNAPSHOT, ASK, 102, 20],
  [SNAPSHOT, ASK, 103, 30],
];

/** A matcher that has seen `start` (or other rows), and the steps through what follows it. */
function market(rows: readonly EventRow[], options?: MatcherOptions, from = start, depth = true) {
  const matcher = new BookMatcher(bookEventsOf([...from, ...rows], depth), options);
  from.forEach((_, row) => matcher.onEvent(row));
  let row = from.length;
  let seen = 0;
  const fills = () => {
    const found: string[] = [];
    for (; seen < matcher.fills.rows; seen++) {
      const { handle, lots, ticks, cause, left } = matcher.fills.at(seen);
      found.push(`${handle}: ${lots}@${ticks} ${FILL_CAUSES[cause]}, ${left} left`);
    }
    return found;
  };
  /** Steps through some events; returns the fills since the last call. */
  const step = (count = 1) => {
    for (let i = 0; i < count; i++) matcher.onEvent(row++);
    return fills();
  };
  const place = (order: Omit<ArrivingOrder, "ts">) =>
    ARRIVALS[matcher.place({ ...order, ts: row - 1 })];
  return { matcher, place, step, fills };
}

const buy = { handle: 1, side: BID, ticks: 100, lots: 5 };
const sell = { handle: 2, side: ASK, ticks: 101, lots: 5 };

Deno.test("a resting order fills with what is left of a trade, once the queue ahead is gone", () => {
  const { matcher, place, step } = market([
    [TRADE, BID, 100, 4],
    [DELTA, BID, 100, 6],
    [TRADE, BID, 100, 7],
    [TRADE, BID, 100, 3],
    [TRADE, BID, 100, 9],
  ]);
  assert.equal(place(buy), "rests");
  assert.equal(matcher.ahead(1), 10);
  assert.deepEqual([step(), matcher.ahead(1)], [[], 6]);
  assert.deepEqual([step(), matcher.ahead(1)], [[], 6]);
  assert.deepEqual([step(), matcher.ahead(1)], [["1: 1@100 traded at, 4 left"], 0]);
  assert.deepEqual([step(), matcher.open(1)], [["1: 3@100 traded at, 1 left"], 1]);
  assert.deepEqual([step(), matcher.open(1)], [["1: 1@100 traded at, 0 left"], 0]);
  assert.ok(Number.isNaN(matcher.ahead(1)));
  const { aheadAtArrival, aheadBefore, traded, cancelledAhead, arrived, event } = matcher.fills.at(
    1,
  );
  assert.deepEqual(
    { aheadAtArrival, aheadBefore, traded, cancelledAhead, arrived, event },
    { aheadAtArrival: 10, aheadBefore: 0, traded: 14, cancelledAhead: 0, arrived: 5, event: 9 },
  );
});

Deno.test("with whole fills a trade that gets through the queue fills all of an order", () => {
  const { place, step } = market([[TRADE, BID, 100, 10], [TRADE, BID, 100, 1]], { fills: "whole" });
  place(buy);
  assert.deepEqual(step(), []);
  assert.deepEqual(step(), ["1: 5@100 traded at, 0 left"]);
});

Deno.test("cancellations move an order by its queue model, trades are not counted twice", () => {
  const rows: EventRow[] = [
    [DELTA, BID, 99, 32],
    [TRADE, BID, 99, 4],
    [DELTA, BID, 99, 22],
  ];
  const aheadAfter = (options: MatcherOptions) => {
    const { matcher, place, step } = market(rows, options);
    place({ ...buy, ticks: 99 });
    step(3);
    return matcher.ahead(1);
  };
  assert.equal(aheadAfter({ queue: riskAverse }), 16);
  // Of 10 lots gone 4 were traded. Behind is 32 − 16 = 16 as ahead is, so p = ½: 16 − ½·6.
  assert.equal(aheadAfter({ queue: powerQueue(1) }), 13);
});

Deno.test("pessimistic: only when too little is left behind do cancellations move an order", () => {
  const { matcher, place, step } = market([[DELTA, BID, 100, 14], [DELTA, BID, 100, 8]]);
  place(buy);
  step();
  assert.equal(matcher.ahead(1), 10);
  step();
  assert.equal(matcher.ahead(1), 8);
});

Deno.test("a trade at a worse price fills all, at the order's own price", () => {
  const { place, step } = market([[TRADE, ASK, 102, 1], [TRADE, BID, 99, 1]]);
  place(buy);
  place(sell);
  assert.deepEqual(step(), ["2: 5@101 traded through, 0 left"]);
  assert.deepEqual(step(), ["1: 5@100 traded through, 0 left"]);
});

Deno.test("an order fills when the other side's best price reaches it", () => {
  const { place, step } = market([
    [DELTA, BID, 100, 0],
    [DELTA, ASK, 100, 3],
    [DELTA, ASK, 99, 3],
    [DELTA, BID, 101, 1],
    [DELTA, BID, 102, 1],
  ]);
  place({ ...buy, ticks: 99 });
  place({ ...sell, ticks: 102 });
  assert.deepEqual(step(2), []);
  assert.deepEqual(step(), ["1: 5@99 reached, 0 left"]);
  assert.deepEqual(step(), []);
  assert.deepEqual(step(), ["2: 5@102 reached, 0 left"]);
});

Deno.test("where only what is shown fills, no trade or level fills more than its lots", () => {
  const { place, step } = market([
    [TRADE, BID, 98, 4],
    [DELTA, BID, 100, 0],
    [DELTA, BID, 99, 0],
    [DELTA, ASK, 100, 3],
    [DELTA, ASK, 99, 2],
    [DELTA, ASK, 98, 9],
    [TRADE, BID, 99, 5],
  ], { through: "shown" });
  place({ ...buy, lots: 3 });
  place({ ...buy, handle: 3, ticks: 99, lots: 12 });
  assert.deepEqual(step(), ["1: 3@100 traded through, 0 left", "3: 1@99 traded through, 11 left"]);
  assert.deepEqual(step(3), []);
  assert.deepEqual(step(), ["3: 2@99 reached, 9 left"]);
  assert.deepEqual(step(), []);
  assert.deepEqual(step(), ["3: 5@99 traded at, 4 left"]);
});

Deno.test("orders of ours at one price share a trade in order of arrival", () => {
  const { place, step, matcher } = market([[TRADE, BID, 100, 12], [TRADE, BID, 100, 6]]);
  place({ ...buy, lots: 3 });
  place({ ...buy, handle: 3, lots: 4 });
  assert.deepEqual(step(), ["1: 2@100 traded at, 1 left"]);
  assert.equal(matcher.ahead(3), 0);
  assert.deepEqual(step(), ["1: 1@100 traded at, 0 left", "3: 4@100 traded at, 0 left"]);
});

Deno.test("better prices of ours come before worse ones, whatever the order of arrival", () => {
  const { place, step } = market([[TRADE, BID, 98, 31]]);
  place({ ...buy, handle: 3, ticks: 98, lots: 1 });
  place({ ...buy, handle: 4, ticks: 99, lots: 1 });
  place({ ...buy, handle: 5, ticks: 100, lots: 1 });
  assert.deepEqual(step(), [
    "5: 1@100 traded through, 0 left",
    "4: 1@99 traded through, 0 left",
    "3: 1@98 traded at, 0 left",
  ]);
});

Deno.test("a market order walks the levels and drops or refuses what they cannot fill", () => {
  const walk = market([]);
  assert.equal(walk.place({ handle: 1, side: BID, lots: 15 }), "filled");
  assert.deepEqual(walk.fills(), ["1: 10@101 took, 5 left", "1: 5@102 took, 0 left"]);
  assert.equal(walk.place({ handle: 2, side: ASK, lots: 70 }), "expired");
  assert.deepEqual(walk.fills(), [
    "2: 10@100 took, 60 left",
    "2: 20@99 took, 40 left",
    "2: 30@98 took, 10 left",
  ]);
  const strict = market([], { beyondDepth: "reject" });
  assert.equal(strict.place({ handle: 1, side: BID, lots: 61 }), "beyond depth");
  assert.deepEqual(strict.fills(), []);
  assert.equal(strict.place({ handle: 1, side: BID, lots: 60 }), "filled");
});

Deno.test("what we take is there for the next order: a recorded book does not change", () => {
  const { place, fills } = market([]);
  place({ handle: 1, side: BID, lots: 10 });
  place({ handle: 2, side: BID, lots: 10 });
  assert.deepEqual(fills(), ["1: 10@101 took, 0 left", "2: 10@101 took, 0 left"]);
});

Deno.test("time in force decides what becomes of an order that takes", () => {
  const { place, fills, matcher } = market([]);
  assert.equal(place({ ...buy, ticks: 101, force: POST_ONLY }), "would take");
  assert.equal(place({ ...buy, force: IMMEDIATE_OR_CANCEL }), "expired");
  assert.equal(place({ ...buy, force: FILL_OR_KILL }), "expired");
  assert.equal(place({ ...buy, ticks: 102, lots: 31, force: FILL_OR_KILL }), "expired");
  assert.deepEqual(fills(), []);
  assert.equal(place({ ...buy, ticks: 102, lots: 30, force: FILL_OR_KILL }), "filled");
  assert.deepEqual(fills(), ["1: 10@101 took, 20 left", "1: 20@102 took, 0 left"]);
  assert.equal(place({ ...buy, ticks: 101, lots: 12, force: IMMEDIATE_OR_CANCEL }), "expired");
  assert.deepEqual(fills(), ["1: 10@101 took, 2 left"]);
  assert.equal(place({ ...sell, ticks: 99, lots: 30 }), "filled");
  assert.deepEqual(fills(), ["2: 10@100 took, 20 left", "2: 20@99 took, 0 left"]);
  assert.equal(place({ ...buy, force: POST_ONLY }), "rests");
  assert.equal(matcher.resting, 1);
});

Deno.test("what a limit order could not take rests, filled by no more than trades against it", () => {
  const { place, fills, step, matcher } = market([
    [DELTA, ASK, 101, 12],
    [TRADE, ASK, 102, 50],
    [TRADE, BID, 100, 3],
    [DELTA, ASK, 101, 0],
    [DELTA, ASK, 102, 5],
    [DELTA, ASK, 101, 4],
  ]);
  assert.equal(place({ ...buy, ticks: 101, lots: 20 }), "rests");
  assert.deepEqual([fills(), matcher.ahead(1)], [["1: 10@101 took, 10 left"], 0]);
  assert.deepEqual(step(2), []);
  assert.deepEqual(step(), ["1: 3@101 traded through, 7 left"]);
  assert.deepEqual(step(2), []);
  assert.deepEqual(step(), ["1: 7@101 reached, 0 left"]);
});

Deno.test("an order can be taken off or made smaller, keeping its place", () => {
  const { place, step, matcher } = market([[TRADE, BID, 100, 11], [TRADE, BID, 100, 50]]);
  place(buy);
  place(sell);
  assert.equal(matcher.reduce(1, 3), 2);
  assert.equal(matcher.reduce(1, 9), 0);
  assert.deepEqual([matcher.open(1), matcher.ahead(1)], [3, 10]);
  assert.deepEqual(step(), ["1: 1@100 traded at, 2 left"]);
  assert.deepEqual([matcher.cancel(1), matcher.cancel(1), matcher.resting], [2, 0, 1]);
  assert.deepEqual(step(), []);
});

Deno.test("nothing matches before a snapshot and after a break, unless asked for", () => {
  const partial: EventRow[] = [[DELTA, BID, 100, 10], [DELTA, ASK, 101, 10]];
  assert.equal(market([], {}, partial).place(buy), "no book");
  const asked = market([[DELTA, BID, 99, 3]], { unsynchronised: true }, partial);
  assert.deepEqual([asked.place(buy), asked.matcher.ahead(1)], ["rests", 10]);
  asked.place({ ...buy, handle: 3, ticks: 99 });
  assert.equal(asked.matcher.ahead(3), Infinity);
  asked.step();
  assert.equal(asked.matcher.ahead(3), 3);
  const broken = market([[BREAK, BID, 0, 0], [DELTA, BID, 100, 4]]);
  broken.place(buy);
  broken.step(2);
  assert.equal(broken.place(sell), "no book");
  assert.equal(broken.matcher.ahead(1), 4);
});

Deno.test("a snapshot bounds what can be ahead of an order", () => {
  const { place, step, matcher } = market([
    [CLEAR, BID, 99, 0],
    [CLEAR, ASK, 102, 0],
    ...([[SNAPSHOT, BID, 100, 4], [SNAPSHOT, ASK, 101, 1]] as const),
  ]);
  place(buy);
  place({ ...buy, handle: 3, ticks: 99 });
  place({ ...buy, handle: 4, ticks: 98 });
  assert.deepEqual(step(4), []);
  assert.deepEqual([1, 3, 4].map((handle) => matcher.ahead(handle)), [4, 0, 30]);
});

Deno.test("a snapshot whose other side reaches an order fills it", () => {
  const { place, step } = market([
    [CLEAR, BID, 98, 0],
    [CLEAR, ASK, 103, 0],
    ...([[SNAPSHOT, BID, 105, 4], [SNAPSHOT, ASK, 106, 1]] as const),
  ]);
  place(buy);
  place(sell);
  assert.deepEqual(step(4), ["2: 5@101 reached, 0 left"]);
});

Deno.test("quotes alone make a book of one level; a price behind it is a queue not known yet", () => {
  const quotes: EventRow[] = [[QUOTE, BID, 100, 10], [QUOTE, ASK, 102, 10]];
  const { place, step, matcher, fills } = market(
    [
      [TRADE, BID, 100, 4],
      [QUOTE, BID, 100, 5],
      [QUOTE, BID, 99, 7],
      [TRADE, BID, 99, 8],
      [QUOTE, BID, 101, 3],
      [QUOTE, ASK, 101, 3],
    ],
    {},
    quotes,
    false,
  );
  assert.equal(place(buy), "rests");
  assert.equal(place({ ...buy, handle: 3, ticks: 99 }), "rests");
  assert.equal(place({ ...buy, handle: 4, ticks: 98 }), "rests");
  assert.equal(place({ ...sell, handle: 5, ticks: 101, lots: 1 }), "rests");
  const ahead = () => [1, 3, 4, 5].map((handle) => matcher.ahead(handle));
  assert.deepEqual(ahead(), [10, Infinity, Infinity, 0]);
  step();
  assert.deepEqual(ahead(), [6, Infinity, Infinity, 0]);
  step();
  assert.deepEqual(ahead(), [5, Infinity, Infinity, 0]);
  step();
  assert.deepEqual(ahead(), [0, 7, Infinity, 0]);
  assert.deepEqual(step(), ["1: 5@100 traded through, 0 left", "3: 1@99 traded at, 4 left"]);
  assert.deepEqual(step(), ["5: 1@101 reached, 0 left"]);
  assert.deepEqual(step(), []);
  assert.equal(place({ handle: 6, side: BID, lots: 5 }), "expired");
  assert.deepEqual(fills(), ["6: 3@101 took, 2 left"]);
});

Deno.test("a level that quotes no longer show may come back with no more ahead", () => {
  const quotes: EventRow[] = [[QUOTE, BID, 100, 10], [QUOTE, ASK, 103, 10]];
  const rows: EventRow[] = [[QUOTE, BID, 101, 3], [QUOTE, BID, 100, 30], [QUOTE, BID, 100, 25]];
  const { matcher, place, step } = market(rows, {}, quotes, false);
  place(buy);
  const ahead = () => {
    step();
    return matcher.ahead(1);
  };
  assert.deepEqual([ahead(), ahead(), ahead()], [10, 10, 10]);
});

Deno.test("quotes leave orders and a book of depth as they are", () => {
  const { matcher, place, step } = market([[QUOTE, BID, 99, 1], [QUOTE, ASK, 100, 1]]);
  place(buy);
  step(2);
  assert.deepEqual([matcher.book.at(BID, 100), matcher.ahead(1)], [10, 10]);
});

Deno.test("orders that no venue could take are defects", () => {
  const { place } = market([]);
  assert.throws(() => place({ ...buy, lots: 1.5 }), {
    name: "RangeError",
    message: "Cannot place order 1: 1.5 is no whole number of lots",
  });
  assert.throws(() => place({ ...buy, lots: 0 }), /0 is no whole number of lots/);
  assert.throws(() => place({ ...buy, ticks: 99.5 }), /99.5 is no price in ticks/);
  place(buy);
  assert.throws(() => place(buy), /Cannot place order 1: it rests already/);
});

const action = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant("trade" as const),
      side: fc.constantFrom(BID, ASK),
      ticks: fc.integer({ min: 95, max: 106 }),
      lots: fc.integer({ min: 1, max: 12 }),
    }),
  },
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constant("level" as const),
      side: fc.constantFrom(BID, ASK),
      ticks: fc.integer({ min: 1, max: 6 }),
      lots: fc.integer({ min: 0, max: 40 }),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant("place" as const),
      side: fc.constantFrom(BID, ASK),
      ticks: fc.integer({ min: 95, max: 106 }),
      lots: fc.integer({ min: 1, max: 30 }),
      force: fc.constantFrom(0, 1, 2, 3),
    }),
  },
);

Deno.test("over random markets fills keep to trades, limits, arrivals and their own account", () => {
  fc.assert(
    fc.property(
      fc.array(action, { minLength: 5, maxLength: 60 }),
      fc.constantFrom(riskAverse, powerQueue(3)),
      (actions, queue) => {
        const rows = actions.flatMap((each): EventRow[] => {
          if (each.do === "trade") return [[TRADE, each.side, each.ticks, each.lots]];
          if (each.do === "place") return [];
          const ticks = each.side === BID ? 101 - each.ticks : 100 + each.ticks;
          return [[DELTA, each.side, ticks, each.lots]];
        });
        const events = bookEventsOf([...start, ...rows]);
        const matcher = new BookMatcher(events, { queue });
        start.forEach((_, row) => matcher.onEvent(row));
        const orders = new Map<
          number,
          { side: number; ticks: number; lots: number; row: number }
        >();
        let row = start.length;
        actions.forEach((each, handle) => {
          if (each.do !== "place") return matcher.onEvent(row++);
          orders.set(handle, { ...each, row });
          const { side, ticks, lots, force } = each;
          matcher.place({ handle, side, ticks, lots, force, ts: row - 1 });
        });
        const filled = new Map<number, number>();
        const atTrade = new Map<number, number>();
        for (let i = 0; i < matcher.fills.rows; i++) {
          const fill = matcher.fills.at(i);
          const order = orders.get(fill.handle)!;
          const sign = order.side === BID ? 1 : -1;
          const done = (filled.get(fill.handle) ?? 0) + fill.lots;
          filled.set(fill.handle, done);
          assert.ok(fill.lots > 0 && Number.isInteger(fill.lots));
          assert.equal(done + fill.left, order.lots);
          assert.ok(sign * fill.ticks <= sign * order.ticks, "no worse than the limit");
          if (FILL_CAUSES[fill.cause] === "took") continue;
          assert.equal(fill.ticks, order.ticks);
          assert.ok(fill.event >= order.row, "after arrival");
          const eaten = fill.aheadAtArrival - fill.cancelledAhead - fill.aheadBefore;
          assert.ok(eaten > -1e-9 && eaten <= fill.traded + 1e-9, "what was ahead traded or left");
          if (FILL_CAUSES[fill.cause] !== "traded at") continue;
          const shared = (atTrade.get(fill.event) ?? 0) + fill.lots;
          assert.ok(shared <= Math.round(events.lots[fill.event]! - fill.aheadBefore), "one trade");
          atTrade.set(fill.event, shared);
        }
        for (const [handle, { lots }] of orders) {
          assert.ok((filled.get(handle) ?? 0) + matcher.open(handle) <= lots);
        }
      },
    ),
    { seed: 11, numRuns: 500 },
  );
});
