import assert from "node:assert/strict";
import fc from "fast-check";
import { ASK, BID } from "../../../../research/engine/order_book/book_event.ts";
import { NO_ASK, NO_BID, OrderBook } from "../../../../research/engine/order_book/order_book.ts";

function levels(book: OrderBook, side: number, depth = 100): number[][] {
  const [ticks, lots] = [new Int32Array(depth), new Float64Array(depth)];
  const count = book.levels(side, ticks, lots);
  return Array.from({ length: count }, (_, i) => [ticks[i]!, lots[i]!]);
}

Deno.test("OrderBook keeps both sides, best first", () => {
  const book = new OrderBook();
  assert.deepEqual([book.bestBid, book.bestAsk, book.crossed], [NO_BID, NO_ASK, false]);
  for (const [ticks, lots] of [[100, 5], [98, 7], [101, 2], [50, 9]]) {
    book.apply(BID, ticks!, lots!);
  }
  for (const [ticks, lots] of [[104, 1], [102, 3], [9000, 4]]) book.apply(ASK, ticks!, lots!);
  assert.deepEqual(levels(book, BID), [[101, 2], [100, 5], [98, 7], [50, 9]]);
  assert.deepEqual(levels(book, ASK, 2), [[102, 3], [104, 1]]);
  book.apply(BID, 101, 0);
  book.apply(ASK, 102, 8);
  assert.deepEqual([book.bestBid, book.at(BID, 100), book.bestAsk], [100, 5, 102]);
  assert.deepEqual([book.at(ASK, 102), book.at(ASK, 100), book.at(BID, 101)], [8, 0, 0]);
});

Deno.test("OrderBook.lotsTo counts what rests from the touch to a price", () => {
  const book = new OrderBook();
  for (const [ticks, lots] of [[102, 3], [104, 1], [110, 10]]) book.apply(ASK, ticks!, lots!);
  assert.deepEqual(
    [101, 102, 105, 200].map((ticks) => book.lotsTo(ASK, ticks, Infinity)),
    [0, 3, 4, 14],
  );
  assert.equal(book.lotsTo(ASK, 200, 4), 4);
  assert.equal(book.lotsTo(BID, 0, 1), 0);
});

Deno.test("OrderBook is crossed where a bid is at or above an ask", () => {
  const book = new OrderBook();
  book.apply(BID, 100, 1);
  book.apply(ASK, 101, 1);
  assert.equal(book.crossed, false);
  book.apply(ASK, 100, 1);
  assert.equal(book.crossed, true);
});

const change = fc.record({
  side: fc.constantFrom(BID, ASK),
  ticks: fc.oneof(
    fc.integer({ min: -40, max: 40 }),
    fc.integer({ min: 990, max: 1100 }),
    fc.integer({ min: -(2 ** 30) + 1, max: 2 ** 30 - 1 }),
  ),
  lots: fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 9 })),
  clear: fc.boolean(),
});

Deno.test("OrderBook is a sorted map of its levels, however far apart", () => {
  fc.assert(
    fc.property(fc.array(change, { maxLength: 120 }), (changes) => {
      const book = new OrderBook();
      const model = [new Map<number, number>(), new Map<number, number>()];
      changes.forEach(({ side, ticks, lots, clear }, i) => {
        const map = model[side]!;
        const sign = side === BID ? 1 : -1;
        if (clear && i % 9 === 0) {
          book.clearTo(side, ticks);
          for (const key of map.keys()) if (sign * key >= sign * ticks) map.delete(key);
        } else {
          book.apply(side, ticks, lots);
          if (lots === 0) map.delete(ticks);
          else map.set(ticks, lots);
        }
        assert.equal(book.at(side, ticks), map.get(ticks) ?? 0);
        const none = side === BID ? NO_BID : NO_ASK;
        const best = [...map.keys()].sort((a, b) => sign * (b - a))[0] ?? none;
        assert.equal(book.best(side), best);
      });
      for (const side of [BID, ASK]) {
        const sign = side === BID ? 1 : -1;
        const sorted = [...model[side]!].sort(([a], [b]) => sign * (b - a));
        assert.deepEqual(levels(book, side, 200), sorted);
      }
    }),
    { seed: 4, numRuns: 400 },
  );
});
