import assert from "node:assert/strict";
import { ASK, BID, DELTA, TRADE } from "../../../research/engine/order_book/book_event.ts";
import { BookSimulation } from "../../../research/engine/order_book/book_simulation.ts";
import marketMaking from "../../../research/strategies/market_making.ts";
import { marketOf, PERP } from "../engine/order_book/book_fixtures.ts";
import type { EventRow } from "../engine/order_book/book_events_of.ts";

const params = { everyMs: 10, halfSpreadBps: 100, skewBps: 200, quoteValue: 201, maxQuotes: 2 };

function orders(rows: readonly EventRow[], given: Partial<typeof params> = {}): string[] {
  const run = new BookSimulation({
    strategy: marketMaking as never,
    params: { ...params, ...given },
    instrument: PERP,
    events: marketOf(rows),
    stepMs: 1000,
    cash: 10_000,
  }).run();
  const { side, quantity, limit, ts, rows: count } = run.orders;
  return Array.from(
    { length: count },
    (_, i) => `${ts[i]}: ${side[i]! * quantity[i]!}@${limit[i]}`,
  );
}

Deno.test("market_making rests a quote on each side of the microprice, and leaves them while it stays", () => {
  // Bid 100 and ask 101 with 10 each: 100.5, less and more 1 %.
  assert.deepEqual(orders([[DELTA, BID, 90, 1, 25]]), ["0: 2@99", "0: -2@102"]);
});

Deno.test("market_making moves its quotes with the microprice", () => {
  const rows: EventRow[] = [
    [DELTA, ASK, 101, 0, 5],
    [DELTA, BID, 101, 10, 5],
    [DELTA, BID, 90, 1, 15],
  ];
  // Bid 101 with 10, ask 102 with 20: 101.33, so 100.32 and 102.35; 201 is worth one lot there.
  assert.deepEqual(orders(rows).slice(2), ["10: 1@100", "10: -1@103"]);
});

Deno.test("market_making leans against its position, and stops adding to it at its bound", () => {
  const rows: EventRow[] = [[TRADE, BID, 98, 50, 5], [TRADE, BID, 97, 50, 15], [
    DELTA,
    BID,
    90,
    1,
    25,
  ]];
  // Half of the bound leans by 1 %: 99.495, so 98.5 and 100.49; at the bound no bid comes again.
  assert.deepEqual(orders(rows).slice(2), ["10: 2@98", "10: -2@101"]);
});

Deno.test("market_making never quotes through the other side", () => {
  const quotes = orders([[DELTA, BID, 90, 1, 25]], { halfSpreadBps: 0, skewBps: 0 });
  assert.deepEqual(quotes, ["0: 2@100", "0: -2@101"]);
});
