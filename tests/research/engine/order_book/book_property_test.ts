import assert from "node:assert/strict";
import fc from "fast-check";
import { canonicalDecisions } from "../../../../research/engine/canonical.ts";
import type { FundingRates } from "../../../../research/engine/funding.ts";
import { isFinal } from "../../../../research/engine/order_state.ts";
import { LIMIT, REDUCE_ONLY, STOP_LIMIT } from "../../../../research/engine/order_type.ts";
import { applyEvent } from "../../../../research/engine/order_book/apply_event.ts";
import {
  ASK,
  BID,
  type BookEvents,
  TRADE,
} from "../../../../research/engine/order_book/book_event.ts";
import { REACHED, TOOK, TRADED_AT } from "../../../../research/engine/order_book/book_fills.ts";
import {
  BookSimulation,
  type BookSimulationInput,
} from "../../../../research/engine/order_book/book_simulation.ts";
import { OrderBook } from "../../../../research/engine/order_book/order_book.ts";
import type { VenueModel } from "../../../../research/engine/venue_model.ts";
import "../../fixtures.ts";
import { assertSame } from "../random/assert_same.ts";
import { Ledger, possibleFees } from "../random/ledger.ts";
import { PERP, SPOT } from "./book_fixtures.ts";
import { randomBookTrader } from "./random_book_trader.ts";
import { randomMarket } from "./random_market.ts";

const RUNS = Number(Deno.env.get("TAPEOUT_RANDOM_ORDERS") ?? 200);

/** What a random run is drawn from. */
interface World {
  readonly seed: number;
  readonly messages: number;
  readonly depth: boolean;
  readonly breaks: boolean;
  readonly spot: boolean;
  readonly cash: number;
  readonly funded: boolean;
  readonly model: VenueModel;
}

const worlds: fc.Arbitrary<World> = fc.record({
  seed: fc.nat(),
  messages: fc.integer({ min: 5, max: 150 }),
  depth: fc.boolean(),
  breaks: fc.boolean(),
  spot: fc.boolean(),
  cash: fc.constantFrom(20_000, 2_000),
  funded: fc.boolean(),
  model: fc.record({
    latency: fc.record({
      medianMs: fc.constantFrom(0, 1, 8),
      sigma: fc.constantFrom(0, 1),
    }),
    rejectRate: fc.constant(0.1),
    seed: fc.nat(),
    leverage: fc.constantFrom(1, 5, 20),
    marginMode: fc.constantFrom("cross" as const, "isolated" as const),
    book: fc.record({
      queue: fc.constantFrom("risk_averse" as const, "power" as const, "log2" as const),
      feedLatencyMs: fc.constantFrom(0, 0, 3),
    }),
  }, { requiredKeys: [] }),
});

function inputOf({ seed, messages, depth, breaks, spot, cash, funded, model }: World) {
  const feedLatencyMs = model.book?.feedLatencyMs ?? 0;
  const events = randomMarket({ seed, messages, depth, breaks, feedLatencyMs });
  return {
    strategy: randomBookTrader(seed),
    params: {},
    instrument: spot ? SPOT : PERP,
    events,
    stepMs: 20,
    cash,
    model,
    funding: funded && !spot ? fundingOf(events) : undefined,
  } satisfies BookSimulationInput;
}

function fundingOf({ ts }: BookEvents): FundingRates {
  const times = Float64Array.from(
    [0.3, 0.6],
    (part) => Math.floor(ts[0]! + part * (ts.at(-1)! - ts[0]!)),
  );
  return { ts: times, rate: Float64Array.of(0.001, -0.002), price: Float64Array.of(NaN, 990) };
}

const run = (input: BookSimulationInput) => new BookSimulation(input).run();

function everyRun(check: (simulation: BookSimulation, world: World) => void): void {
  fc.assert(
    fc.property(worlds, (world) => check(run(inputOf(world)), world)),
    { numRuns: RUNS },
  );
}

Deno.test("the random runs do what they are to test", () => {
  const seen = new Set<string>();
  everyRun(({ orders, fills }) => {
    for (let row = 0; row < orders.rows; row++) seen.add(`state ${orders.state[row]}`);
    for (const reason of orders.reasons.values()) seen.add(reason.replace(/\d+(\.\d+)?/g, "n"));
    for (let fill = 0; fill < fills.rows; fill++) {
      const id = fills.orderId[fill]!;
      seen.add(id === 0 ? "liquidated" : `filled type ${orders.type[id - 1]}`);
      if (id > 0 && orders.parent[id - 1]! > 0) seen.add("protection filled");
    }
  });
  for (
    const what of [
      ...[0, 1, 2, 3, 4].map((type) => `filled type ${type}`),
      "protection filled",
      "liquidated",
      "order n of the same group has filled",
      "there is no position left to reduce",
      "its time is over",
      "its entry did not fill",
      "cannot be filled whole",
      "not filled at once",
      "the book showed no more",
      "the book is not known: a snapshot is missing",
      "would take liquidity, and is post-only",
      "rejected by chance, as the venue model asks",
    ]
  ) {
    assert.ok(seen.has(what), `never seen: ${what} (of ${[...seen].join("; ")})`);
  }
});

Deno.test("no fill comes before its order is at the venue, nor once its time or the order is over", () => {
  everyRun(({ orders, fills }, { model }) => {
    const { medianMs = 0, sigma = 0 } = model.latency ?? {};
    const filled = new Map<number, number>();
    for (let fill = 0; fill < fills.rows; fill++) {
      const id = fills.orderId[fill]!;
      if (id <= 0) continue;
      const at = id - 1;
      const ts = fills.ts[fill]!;
      assert.ok(ts >= orders.active[at]!, `order ${id} was active at ${orders.active[at]}`);
      assert.ok(ts >= orders.ts[at]! + (sigma > 0 ? 0 : medianMs));
      if (orders.expires[at]! > 0) assert.ok(ts < orders.expires[at]!);
      assert.equal(fills.side[fill], orders.side[at]);
      assert.ok(fill === 0 || ts >= fills.ts[fill - 1]!, "fills are in time order");
      filled.set(id, (filled.get(id) ?? 0) + fills.lots[fill]!);
      const parent = orders.parent[at]!;
      if (parent > 0) assert.ok(filled.get(id)! <= (filled.get(parent) ?? 0));
    }
    for (let id = 1; id <= orders.rows; id++) {
      assert.equal(orders.filled[id - 1], filled.get(id) ?? 0);
      const quantity = orders.quantity[id - 1]!;
      if (quantity >= 0 && !orders.originals.has(id)) assert.ok((filled.get(id) ?? 0) <= quantity);
      const quote = orders.quote[id - 1]!;
      if (quote >= 0) assert.ok(orders.spent[id - 1]! <= quote * (1 + 1e-12));
    }
  });
});

Deno.test("no limit order fills at a worse price than its own", () => {
  everyRun(({ orders, fills }) => {
    for (let fill = 0; fill < fills.rows; fill++) {
      const id = fills.orderId[fill]!;
      if (id <= 0 || orders.originals.has(id)) continue;
      const type = orders.type[id - 1]!;
      if (type !== LIMIT && type !== STOP_LIMIT) continue;
      assert.ok(fills.side[fill]! * (fills.price[fill]! - orders.limit[id - 1]!) <= 0);
    }
  });
});

Deno.test("fills lie within what traded or showed, by the recording alone", () => {
  fc.assert(
    fc.property(worlds, (world) => {
      const input = inputOf(world);
      const simulation = run(input);
      const { events } = input;
      const book = new OrderBook();
      let next = 0;
      const byTrade = new Map<number, number>();
      const byReach = new Map<string, number>();
      for (const fill of simulation.matchedFills()) {
        for (; next <= fill.event; next++) {
          if (events.kind[next] !== TRADE) applyEvent(book, events, next);
        }
        const sign = fill.side === BID ? 1 : -1;
        const other = fill.side === BID ? ASK : BID;
        if (fill.cause === TOOK) {
          assert.ok(fill.lots <= book.at(other, fill.ticks));
        } else if (fill.cause === REACHED) {
          assert.ok(sign * book.best(other) <= sign * fill.ticks);
          const key = `${fill.event} ${fill.side}`;
          byReach.set(key, (byReach.get(key) ?? 0) + fill.lots);
          assert.ok(byReach.get(key)! <= book.lotsTo(other, fill.ticks, Infinity));
        } else {
          assert.equal(events.kind[fill.event], TRADE);
          assert.equal(events.side[fill.event], fill.side);
          const through = sign * (fill.ticks - events.ticks[fill.event]!);
          assert.ok(fill.cause === TRADED_AT ? through === 0 : through > 0);
          byTrade.set(fill.event, (byTrade.get(fill.event) ?? 0) + fill.lots);
          assert.ok(byTrade.get(fill.event)! <= events.lots[fill.event]!);
        }
        const { aheadAtArrival, traded, cancelledAhead } = fill;
        if (fill.cause === TRADED_AT) {
          assert.ok(aheadAtArrival - traded - cancelledAhead <= 1e-9, "the queue ahead is gone");
        }
      }
    }),
    { numRuns: RUNS },
  );
});

Deno.test("cash, positions, fees and funding balance to the last tick, by a ledger in whole numbers", () => {
  everyRun((simulation, { cash }) => {
    const { account, fills, flows, rows } = simulation;
    const ledger = new Ledger(account.listings, cash);
    const curve = simulation.curve();
    const closes = simulation.bars().close;
    let [fill, flow] = [0, 0];
    for (let row = 0; row < rows.length; row++) {
      while (
        (fill < fills.rows && fills.bar[fill]! <= row) ||
        (flow < flows.rows && flows.bar[flow]! <= row)
      ) {
        if (flow < flows.rows && flows.fillsBefore[flow]! <= fill) {
          ledger.pay(flows.amount[flow++]!);
        } else {
          const fees = possibleFees(simulation, fill);
          assert.ok(
            fees.some((fee) => Math.abs(fee - fills.fee[fill]!) <= 1e-9),
            "a fee by the rates",
          );
          ledger.fill(simulation, fill++);
        }
      }
      const equity = ledger.equity([closes[row]!]);
      assert.ok(Math.abs(curve.equity[row]! - equity) <= ledger.tolerance);
    }
    assert.equal(BigInt(account.lots[0]!), ledger.holdings[0]!.lots);
    assert.ok(Math.abs(account.equity() - ledger.equity([account.mark[0]!])) <= ledger.tolerance);
  });
});

Deno.test("spot is never short nor on credit; reduce-only never adds nor turns round", () => {
  everyRun(({ fills, orders, account }, { spot }) => {
    let held = 0;
    for (let fill = 0; fill < fills.rows; fill++) {
      const before = held;
      held += fills.side[fill]! * fills.lots[fill]!;
      const id = fills.orderId[fill]!;
      if (spot) assert.ok(held >= 0);
      if (id > 0 && (orders.flags[id - 1]! & REDUCE_ONLY) === 0) continue;
      assert.ok(Math.abs(held) < Math.abs(before) && before * held >= 0);
    }
    if (spot) assert.ok(account.cash >= -1e-9);
  });
});

Deno.test("of a group never two fill", () => {
  everyRun(({ fills, orders }) => {
    const first = new Map<number, number>();
    for (let fill = 0; fill < fills.rows; fill++) {
      const id = fills.orderId[fill]!;
      const group = id > 0 ? orders.group[id - 1]! : 0;
      if (group === 0) continue;
      assert.equal(first.get(group) ?? id, id, "one of the group");
      first.set(group, id);
    }
  });
});

Deno.test("the same seed gives the same bytes", () => {
  fc.assert(
    fc.property(worlds, (world) => {
      const [one, two] = [run(inputOf(world)), run(inputOf(world))];
      assertSame(one.fills.save(), two.fills.save());
      assertSame(one.orders.save(), two.orders.save());
      assertSame(one.curve(), two.curve());
      assert.deepEqual(one.explanations(), two.explanations());
    }),
    { numRuns: RUNS },
  );
});

Deno.test("what comes after does not change what was decided and filled before", () => {
  fc.assert(
    fc.property(worlds, fc.double({ min: 0.1, max: 1, noNaN: true }), (world, part) => {
      const input = inputOf(world);
      const rows = Math.max(20, Math.floor(part * input.events.rows));
      if (rows >= input.events.rows) return;
      const past = cut(input.events, rows);
      const last = past.ts.at(-1)!;
      const simulations = [run({ ...input, strategy: randomBookTrader(world.seed) })];
      simulations.push(run({ ...input, strategy: randomBookTrader(world.seed), events: past }));
      const [whole, truncated] = simulations.map((each) => ({
        decisions: canonicalDecisions(each.orders, each.account).split("\n").filter((text) =>
          text !== ""
        )
          .filter((_, i) => each.orders.decisionTs[i]! < last),
        fills: [...each.fills.ts.subarray(0, each.fills.rows)].filter((ts) => ts < last),
      }));
      assert.deepEqual(truncated, whole);
    }),
    { numRuns: RUNS },
  );
});

function cut(events: BookEvents, rows: number): BookEvents {
  const columns = Object.entries(events).map(([name, column]) => [
    name,
    ArrayBuffer.isView(column) ? (column as Float64Array).subarray(0, rows) : column,
  ]);
  return { ...Object.fromEntries(columns), rows };
}

Deno.test("a link that takes no time comes to the same as none", () => {
  fc.assert(
    fc.property(worlds, (drawn) => {
      const { latency: _, book: __, ...model } = drawn.model;
      const at = (latency?: VenueModel["latency"]) =>
        run(inputOf({ ...drawn, model: { ...model, latency } }));
      const [none, instant] = [at(), at({ medianMs: 0 })];
      const text = ({ orders, account }: BookSimulation) => canonicalDecisions(orders, account);
      assert.equal(text(instant), text(none));
      assertSame(instant.fills.save(), none.fills.save());
      assertSame(instant.curve(), none.curve());
      const states = ({ orders }: BookSimulation) => [...orders.state.subarray(0, orders.rows)];
      assert.deepEqual(states(instant), states(none));
    }),
    { numRuns: RUNS },
  );
});

Deno.test("what rests at the end of a run rests in the book, and nothing else does", () => {
  everyRun((simulation) => {
    const { orders } = simulation;
    for (let id = 1; id <= orders.rows; id++) {
      const at = id - 1;
      const open = simulation.resting(id);
      if (isFinal(orders.state[at]!)) assert.equal(open, 0, `order ${id} is over`);
      else if (open > 0) assert.equal(open, orders.quantity[at]! - orders.filled[at]!);
    }
  });
});
