import assert from "node:assert/strict";
import { hasRecordedBook, readRecordedBook } from "../../../../research/bench/recorded_book.ts";
import type { TradingRules } from "../../../../research/engine/listing.ts";
import { applyEvent } from "../../../../research/engine/order_book/apply_event.ts";
import { type BookEvents, TRADE } from "../../../../research/engine/order_book/book_event.ts";
import {
  type BookFill,
  TOOK,
  TRADED_AT,
} from "../../../../research/engine/order_book/book_fills.ts";
import { BookSimulation } from "../../../../research/engine/order_book/book_simulation.ts";
import { bookStrategy } from "../../../../research/engine/order_book/book_strategy.ts";
import { buildBookEvents } from "../../../../research/engine/order_book/build_book_events.ts";
import { OrderBook } from "../../../../research/engine/order_book/order_book.ts";
import { parseStep } from "../../../../research/engine/step.ts";
import type { VenueModel } from "../../../../research/engine/venue_model.ts";
import marketMaking from "../../../../research/strategies/market_making.ts";
import { Ledger } from "../random/ledger.ts";

const ignore = !hasRecordedBook();
const skipped = ignore ? " (skipped: ../shared/data is absent)" : "";
const steps = { tick: parseStep("0.1"), lot: parseStep("0.001") };

const instrument: TradingRules = {
  symbol: "BTC/USDT:USDT",
  kind: "perpetual",
  tickSize: "0.1",
  lotSize: "0.001",
  minNotional: "5",
  makerFeeBps: 2,
  takerFeeBps: 5,
};

/** Joins both best prices with half a bitcoin, anew every five seconds. */
const joiner = bookStrategy("joiner", {}, (_, m) => ({
  everyMs: 5000,
  onTimer() {
    m.cancelAll();
    m.buy({ quantity: 0.5, limit: m.book.bid, postOnly: true }, "joins the bid");
    m.sell({ quantity: 0.5, limit: m.book.ask, postOnly: true }, "joins the ask");
  },
}));

async function recorded(): Promise<BookEvents> {
  const { depth, trades } = await readRecordedBook();
  return buildBookEvents({ depth, trades, ...steps }).events;
}

function run(events: BookEvents, strategy = joiner, model: VenueModel = {}): BookSimulation {
  const common = { params: {}, instrument, stepMs: 1000, cash: 1_000_000 };
  return new BookSimulation({ ...common, strategy, events, model }).run();
}

/** What the recording alone says of a fill: lots at its price on arrival, and traded there since. */
function witness(events: BookEvents, fill: BookFill, book: OrderBook, from: number) {
  let row = from;
  for (; events.ts[row]! <= fill.arrived; row++) {
    if (events.kind[row] !== TRADE) applyEvent(book, events, row);
  }
  let traded = 0;
  for (let at = row; at <= fill.event; at++) {
    const counts = events.kind[at] === TRADE && events.side[at] === fill.side &&
      events.ticks[at] === fill.ticks;
    if (counts) traded += events.lots[at]!;
  }
  return { row, ahead: book.at(fill.side, fill.ticks), traded };
}

Deno.test({
  name: `each fill of quotes in a recorded market is borne out by the recording${skipped}`,
  ignore,
  async fn() {
    const events = await recorded();
    const simulation = run(events);
    const fills = simulation.matchedFills().sort((a, b) => a.arrived - b.arrived);
    assert.equal(fills.length, simulation.fills.rows);
    assert.ok(fills.length > 100, `${fills.length} fills`);
    const book = new OrderBook();
    let row = 0;
    let queued = 0;
    for (const fill of fills) {
      assert.notEqual(fill.cause, TOOK);
      const { row: next, ahead, traded } = witness(events, fill, book, row);
      row = next;
      assert.deepEqual([fill.aheadAtArrival, fill.traded], [ahead, traded]);
      assert.ok(fill.ts > fill.arrived && events.ts[fill.event] === fill.ts);
      if (fill.cause !== TRADED_AT) continue;
      queued++;
      assert.ok(ahead - traded - fill.cancelledAhead <= 0, "all that was ahead is gone");
      assert.ok(fill.aheadBefore < events.lots[fill.event]!, "the trade reached beyond it");
      assert.ok(fill.lots <= events.lots[fill.event]! - fill.aheadBefore);
    }
    assert.ok(queued > 20, `${queued} fills after a queue`);
    assert.equal(simulation.explanations().length, fills.length);
  },
});

Deno.test({
  name: `a market maker over a recorded market keeps its account, whatever is late${skipped}`,
  ignore,
  async fn() {
    const events = await recorded();
    const models: VenueModel[] = [
      {},
      { latency: { medianMs: 5, sigma: 0.5 }, seed: 7 },
      { book: { queue: "power3" } },
    ];
    const outcomes = models.map((model) => {
      const simulation = run(events, marketMaking as typeof joiner, model);
      const { fills, account } = simulation;
      const ledger = new Ledger(account.listings, 1_000_000);
      for (let fill = 0; fill < fills.rows; fill++) ledger.fill(simulation, fill);
      assert.equal(BigInt(account.lots[0]!), ledger.holdings[0]!.lots);
      const equity = ledger.equity([account.mark[0]!]);
      assert.ok(Math.abs(account.equity() - equity) <= ledger.tolerance);
      assert.ok(Math.abs(account.units[0]! * account.mark[0]!) < 7 * 500, "inventory is bounded");
      return fills.rows;
    });
    assert.deepEqual(outcomes, [356, 364, 357]);
  },
});
