import assert from "node:assert/strict";
import {
  ASK,
  BID,
  DELTA,
  QUOTE,
  SNAPSHOT,
} from "../../../../research/engine/order_book/book_event.ts";
import { compareQuotes } from "../../../../research/engine/order_book/compare_quotes.ts";
import { bookEventsOf } from "./book_events_of.ts";

Deno.test("compareQuotes holds the book after each depth message against the last quote", () => {
  const events = bookEventsOf([
    [DELTA, BID, 90, 1],
    [SNAPSHOT, BID, 100, 10],
    [SNAPSHOT, ASK, 101, 10],
    [QUOTE, BID, 100, 8],
    [QUOTE, ASK, 101, 10],
    [DELTA, BID, 100, 8],
    [QUOTE, BID, 100, 7],
    [QUOTE, ASK, 101, 10],
    [QUOTE, BID, 100, 6],
    [QUOTE, ASK, 101, 10],
    [DELTA, BID, 100, 7],
    [DELTA, ASK, 99, 1],
    [QUOTE, BID, 100, 6],
    [QUOTE, ASK, 101, 10],
  ]);
  events.last[1] = 0;
  for (const bid of [3, 6, 8, 12]) events.last[bid] = 0;
  events.id[13] = 11;
  assert.deepEqual(compareQuotes(events), {
    compared: 3,
    exact: 1,
    unquoted: 1,
    crossed: 1,
    late: 1,
    differences: [
      { row: 10, book: [100, 7, 101, 10], quote: [100, 6, 101, 10] },
      { row: 11, book: [100, 7, 99, 1], quote: [100, 6, 101, 10] },
    ],
  });
});
