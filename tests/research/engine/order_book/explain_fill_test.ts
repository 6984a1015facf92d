import assert from "node:assert/strict";
import { ASK, BID, DELTA, TRADE } from "../../../../research/engine/order_book/book_event.ts";
import {
  REACHED,
  TOOK,
  TRADED_AT,
  TRADED_THROUGH,
} from "../../../../research/engine/order_book/book_fills.ts";
import { explainFill } from "../../../../research/engine/order_book/explain_fill.ts";
import { parseStep } from "../../../../research/engine/step.ts";
import { bookEventsOf } from "./book_events_of.ts";

const steps = { tick: parseStep("0.5"), lot: parseStep("0.01") };
const events = bookEventsOf([[TRADE, BID, 200, 30], [TRADE, ASK, 203, 1], [DELTA, ASK, 199, 7]]);
const fill = {
  handle: 1,
  side: BID,
  ticks: 200,
  lots: 12,
  left: 3,
  ts: 950,
  event: 0,
  cause: TRADED_AT,
  arrived: 900,
  aheadAtArrival: 100,
  aheadBefore: 18,
  traded: 92,
  cancelledAhead: 20,
};

Deno.test("explainFill says what was ahead, what became of it and what reached the order", () => {
  const explain = (change: Partial<typeof fill>) =>
    explainFill({ ...fill, ...change }, { events, ...steps });
  assert.equal(
    explain({}),
    "bought 0.12 at 100 (0.03 left): trade 0 of 0.3 went through the queue; of 1 ahead when it " +
      "arrived 50 ms before, 0.62 traded, 0.2 were cancelled and 0.18 remained",
  );
  const alone = { aheadAtArrival: 0, aheadBefore: 0, cancelledAhead: 0, left: 0 };
  assert.equal(
    explain({ ...alone, side: ASK, ticks: 202, cause: TRADED_THROUGH, event: 1 }),
    "sold 0.12 at 101: trade 1 of 0.01 went through it at 101.5; nothing was ahead when it " +
      "arrived 50 ms before",
  );
  assert.equal(
    explain({ ...alone, cause: REACHED, event: 2 }),
    "bought 0.12 at 100: asks came to 99.5 by delta 2; nothing was ahead when it arrived 50 ms " +
      "before",
  );
  assert.equal(
    explain({ ...alone, cause: TOOK }),
    "bought 0.12 at 100: took what the book showed there",
  );
});
