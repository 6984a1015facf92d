import assert from "node:assert/strict";
import { applyEvent } from "../../../../research/engine/order_book/apply_event.ts";
import {
  ASK,
  BID,
  type BookEvents,
  EVENT_KINDS,
} from "../../../../research/engine/order_book/book_event.ts";
import {
  type BookSources,
  buildBookEvents,
} from "../../../../research/engine/order_book/build_book_events.ts";
import { seenAfter, seenAsRecorded } from "../../../../research/engine/order_book/local_time.ts";
import { OrderBook } from "../../../../research/engine/order_book/order_book.ts";
import { parseStep } from "../../../../research/engine/step.ts";

const steps = { tick: parseStep("0.5"), lot: parseStep("0.1") };

/** A depth message: time, kind, first, last and previous id, then bids and asks as [price, qty]. */
interface Message {
  readonly ts: number;
  readonly kind?: "snapshot";
  readonly ids: readonly [first: number, last: number, prev: number];
  readonly bids?: readonly (readonly [number, number])[];
  readonly asks?: readonly (readonly [number, number])[];
}

function depthOf(messages: readonly Message[]) {
  const rows = messages.flatMap(({ ts, kind = "delta", ids, bids = [], asks = [] }) => [
    ...bids.map(([price, qty]) => ({ ts, kind, ids, side: "bid", price, qty })),
    ...asks.map(([price, qty]) => ({ ts, kind, ids, side: "ask", price, qty })),
  ]);
  const numbers = (of: (row: (typeof rows)[number]) => number) => Float64Array.from(rows, of);
  return {
    ts: numbers(({ ts }) => ts),
    kind: rows.map(({ kind }) => kind),
    side: rows.map(({ side }) => side),
    price: numbers(({ price }) => price),
    qty: numbers(({ qty }) => qty),
    first_update_id: numbers(({ ids }) => ids[0]),
    last_update_id: numbers(({ ids }) => ids[1]),
    prev_update_id: numbers(({ ids }) => ids[2]),
  };
}

function build(messages: readonly Message[], more: Partial<BookSources> = {}) {
  return buildBookEvents({ depth: depthOf(messages), ...steps, ...more });
}

function text(events: BookEvents): string[] {
  return Array.from({ length: events.rows }, (_, i) =>
    [
      events.ts[i],
      EVENT_KINDS[events.kind[i]!],
      events.side[i] === BID ? "bid" : "ask",
      `${events.lots[i]}@${events.ticks[i]}`,
      ...(events.last[i] === 1 ? ["."] : []),
    ].join(" "));
}

/** Levels of the book after each message, as "synchronised? bids | asks". */
function books(events: BookEvents): string[] {
  const book = new OrderBook();
  const found: string[] = [];
  for (let row = 0; row < events.rows; row++) {
    applyEvent(book, events, row);
    if (events.last[row] === 0) continue;
    const sides = [BID, ASK].map((side) => {
      const [ticks, lots] = [new Int32Array(9), new Float64Array(9)];
      const count = book.levels(side, ticks, lots);
      return Array.from({ length: count }, (_, i) => `${lots[i]}@${ticks[i]}`).join(" ");
    });
    found.push(`${book.synchronised} ${sides.join(" | ")}`);
  }
  return found;
}

const NONE = NaN;
const chain: readonly Message[] = [
  { ts: 10, ids: [1, 3, 0], bids: [[10, 0.5], [2, 7]], asks: [[11, 0.2]] },
  { ts: 20, ids: [4, 6, 3], bids: [[10, 0]], asks: [[11, 0.4]] },
  {
    ts: 15,
    kind: "snapshot",
    ids: [NONE, 5, NONE],
    bids: [[9.5, 1], [9, 2]],
    asks: [[11, 0.3], [12, 1]],
  },
  { ts: 30, ids: [8, 9, 6], bids: [[9.5, 1.5]], asks: [[12, 0]] },
];

Deno.test("buildBookEvents puts a snapshot before the first delta that reaches its update id", () => {
  const { events, ...found } = build(chain);
  assert.deepEqual(found, {
    messages: 4,
    snapshots: 1,
    breaks: [],
    stale: 0,
    retimed: 0,
    checked: true,
    delayed: 0,
  });
  assert.deepEqual(text(events), [
    "10 delta bid 5@20",
    "10 delta bid 70@4",
    "10 delta ask 2@22 .",
    "15 clear bid 0@18",
    "15 clear ask 0@24",
    "15 snapshot bid 10@19",
    "15 snapshot bid 20@18",
    "15 snapshot ask 3@22",
    "15 snapshot ask 10@24 .",
    "20 delta bid 0@20",
    "20 delta ask 4@22 .",
    "30 delta bid 15@19",
    "30 delta ask 0@24 .",
  ]);
});

Deno.test("a delta with the update id of a snapshot follows it", () => {
  const { events } = build([
    { ts: 10, ids: [1, 5, 0], bids: [[9, 2]] },
    { ts: 10, kind: "snapshot", ids: [NONE, 5, NONE], bids: [[9, 2]] },
  ]);
  assert.deepEqual(Array.from(events.kind, (kind) => EVENT_KINDS[kind]), [
    "clear",
    "clear",
    "snapshot",
    "delta",
  ]);
});

Deno.test("a book is partial before its snapshot and keeps what lies beyond it while unbroken", () => {
  assert.deepEqual(books(build(chain).events), [
    "false 5@20 70@4 | 2@22",
    "true 10@19 20@18 70@4 | 3@22 10@24",
    "true 10@19 20@18 70@4 | 4@22 10@24",
    "true 15@19 20@18 70@4 | 4@22",
  ]);
});

Deno.test("a missing message is reported, empties the book and waits for a snapshot", () => {
  const { breaks, events } = build([
    ...chain.slice(0, 3),
    { ts: 30, ids: [8, 9, 7], bids: [[9, 3]] },
    { ts: 40, kind: "snapshot", ids: [NONE, 10, NONE], bids: [[9, 4]], asks: [[10, 1]] },
    { ts: 50, ids: [10, 11, 9], asks: [[10, 2]] },
  ]);
  assert.deepEqual(breaks, [{ ts: 30, expected: 6, found: 7 }]);
  assert.deepEqual(books(events).slice(2), [
    "true 10@19 20@18 70@4 | 4@22 10@24",
    "false 30@18 | ",
    "true 40@18 | 10@20",
    "true 40@18 | 20@20",
  ]);
});

Deno.test("a snapshot that mends missing messages reports them, and keeps no older level", () => {
  const { breaks, events } = build([
    ...chain,
    { ts: 40, kind: "snapshot", ids: [NONE, 20, NONE], bids: [[9, 3]], asks: [[10, 1]] },
    { ts: 50, ids: [21, 22, 20], asks: [[10, 2]] },
  ]);
  assert.deepEqual(breaks, [{ ts: 40, expected: 9, found: 20 }]);
  assert.deepEqual(books(events).slice(4), ["true 30@18 | 10@20", "true 30@18 | 20@20"]);
});

Deno.test("a snapshot that no delta reaches back to is a break", () => {
  const snapshot: Message = { ts: 1, kind: "snapshot", ids: [NONE, 5, NONE], bids: [[9, 1]] };
  const reach = (ids: Message["ids"]) => build([snapshot, { ts: 2, ids, bids: [[9, 2]] }]).breaks;
  assert.deepEqual(reach([4, 8, 3]), []);
  assert.deepEqual(reach([6, 8, 5]), []);
  assert.deepEqual(reach([7, 8, 6]), [{ ts: 2, expected: 5, found: 6 }]);
  assert.deepEqual(reach([6, 8, NONE]), []);
  assert.deepEqual(reach([7, 8, NONE]), [{ ts: 2, expected: 5, found: 6 }]);
});

Deno.test("without previous ids a delta follows by its first id", () => {
  const ids = (first: number, last: number): Message => ({
    ts: last,
    ids: [first, last, NONE],
    bids: [[9, last]],
  });
  assert.deepEqual(build([ids(1, 3), ids(4, 4), ids(5, 9)]).breaks, []);
  assert.deepEqual(build([ids(1, 3), ids(5, 6)]).breaks, [{ ts: 6, expected: 3, found: 4 }]);
});

Deno.test("messages come in the order of their ids, once, and never back in time", () => {
  const delta = (ts: number, last: number): Message => ({
    ts,
    ids: [last, last, last - 1],
    bids: [[9, last]],
  });
  const { events, stale, retimed, breaks } = build([
    delta(10, 1),
    delta(30, 3),
    delta(20, 2),
    delta(21, 2),
    delta(28, 4),
  ]);
  assert.deepEqual({ stale, retimed, breaks }, { stale: 1, retimed: 1, breaks: [] });
  assert.deepEqual(text(events), [
    "10 delta bid 10@18 .",
    "20 delta bid 20@18 .",
    "30 delta bid 30@18 .",
    "30 delta bid 40@18 .",
  ]);
});

Deno.test("without update ids depth stands in the order of its rows, unchecked", () => {
  const { events, checked, breaks } = build([
    { ts: 1, kind: "snapshot", ids: [NONE, NONE, NONE], bids: [[9, 1]], asks: [[10, 1]] },
    { ts: 2, ids: [NONE, NONE, NONE], bids: [[9, 2]] },
  ]);
  assert.deepEqual({ checked, breaks }, { checked: false, breaks: [] });
  assert.deepEqual(books(events), ["true 10@18 | 10@20", "true 20@18 | 10@20"]);
});

Deno.test("within a millisecond trades come first, then quotes and depth by update id", () => {
  const numbers = (...values: number[]) => Float64Array.from(values);
  const { events } = build([{ ts: 20, ids: [4, 6, 3], bids: [[10, 1]] }], {
    trades: {
      ts: numbers(19, 20),
      price: numbers(10, 10.5),
      qty: numbers(0.3, 0.1),
      side: ["sell", "buy"],
    },
    quotes: {
      ts: numbers(20, 20, 21),
      bid: numbers(10, 10, 10),
      bid_qty: numbers(1, 1, 2),
      ask: numbers(11, 11, 11),
      ask_qty: numbers(1, 1, 1),
      update_id: numbers(6, 7, 8),
    },
  });
  assert.deepEqual(text(events), [
    "19 trade bid 3@20 .",
    "20 trade ask 1@21 .",
    "20 quote bid 10@20",
    "20 quote ask 10@22 .",
    "20 delta bid 10@20 .",
    "20 quote bid 10@20",
    "20 quote ask 10@22 .",
    "21 quote bid 20@20",
    "21 quote ask 10@22 .",
  ]);
});

Deno.test("a strategy sees events later, in their order, and never before they happen", () => {
  const trades = {
    ts: Float64Array.of(10, 11, 12),
    price: Float64Array.of(1, 1, 1),
    qty: Float64Array.of(1, 1, 1),
    side: ["buy", "buy", "buy"],
    recv_ts_ns: Float64Array.of(9e6, 14e6, 12e6),
  };
  const seen = (localTime: BookSources["localTime"]) => {
    const { events, delayed } = buildBookEvents({ trades, ...steps, localTime });
    return [[...events.localTs], delayed];
  };
  assert.deepEqual(seen(undefined), [[10, 11, 12], 0]);
  assert.deepEqual(seen(seenAfter(2.5)), [[12.5, 13.5, 14.5], 0]);
  assert.deepEqual(seen(seenAsRecorded(1.5)), [[10.5, 15.5, 15.5], 1]);
  assert.throws(() => seen(seenAsRecorded(0)), {
    name: "RangeError",
    message: "Cannot show an event of 10 at 9: that is before it happened, or not known; " +
      "correct the recorder's clock, or see events a latency after the venue's time",
  });
  assert.throws(() => seenAfter(-1), /Cannot see events -1 ms after they happen/);
});

Deno.test("prices off the tick, quantities off the lot and unsorted trades are refused", () => {
  const trade = (price: number, qty: number, ts = [1, 2]) => () =>
    buildBookEvents({
      trades: {
        ts: Float64Array.from(ts),
        price: Float64Array.of(10, price),
        qty: Float64Array.of(1, qty),
        side: ["buy", "sell"],
      },
      ...steps,
    });
  assert.throws(trade(10.25, 1), {
    message: "Cannot read price 10.25 in row 1: it is not a multiple of 0.5; " +
      "give the instrument's step of that time",
  });
  assert.throws(
    trade(10, 0.15),
    /Cannot read quantity 0.15 in row 1: it is not a multiple of 0.1;/,
  );
  assert.throws(trade(10, -0.1), /Cannot read quantity -0.1 in row 1: it is below 0/);
  assert.throws(trade(2 ** 30, 1), /is 2\^30 ticks or more/);
  assert.throws(
    trade(10, 1, [2, 1]),
    /Cannot merge trades: row 1 is before the row in front of it/,
  );
  assert.equal(trade(10.5, 0.3)().events.lots[1], 3);
});
