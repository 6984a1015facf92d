import assert from "node:assert/strict";
import fc from "fast-check";
import { sliceBars } from "../../../data/bar_columns.ts";
import type { Bars } from "../../../data/bars.ts";
import {
  Account,
  canonicalDecisions,
  type Market,
  ORDER_STATES,
  type Simulation,
} from "../../../research/engine/mod.ts";
import { ACME, barsOf, type Candle, DAY, HOUR, prepare, scripted } from "../fixtures.ts";

/** What a strategy may do at a close; amounts are fractions of what it may use, and beyond. */
interface Act {
  readonly kind: (typeof KINDS)[number];
  readonly share: number;
  /** Distance of a limit or stop from the close. */
  readonly away: number;
}

const KINDS = [
  ...["quote", "quantity", "limit", "stop"] as const,
  ...["sell", "sellLimit", "sellStop", "exit", "cancelAll"] as const,
];

interface Case {
  candles: [Candle[], Candle[]];
  acts: Act[][];
  slippageBps: number;
  dailyLoss: number | undefined;
}

const thousandths = (min: number, max: number) => fc.integer({ min, max }).map((n) => n / 1000);
const act: fc.Arbitrary<Act> = fc.record({
  kind: fc.constantFrom(...KINDS),
  share: thousandths(0, 1200),
  away: thousandths(-80, 80),
});

/** Steps of a walk: the gap to the open, then the moves to the close, the high and the low. */
const move = thousandths(-50, 50);
const candles = fc.array(fc.tuple(move, move, move, move), { minLength: 40, maxLength: 40 })
  .map((moves) => {
    let price = 100;
    return moves.map(([gap, change, up, down]): Candle => {
      const open = cents(price * (1 + gap));
      price = cents(open * (1 + change));
      const high = cents(Math.max(open, price) * (1 + Math.abs(up)));
      return [open, high, cents(Math.min(open, price) * (1 - Math.abs(down))), price];
    });
  });

const cases: fc.Arbitrary<Case> = fc.record({
  candles: fc.tuple(candles, candles),
  acts: fc.array(fc.array(act, { maxLength: 3 }), { minLength: 40, maxLength: 80 }),
  slippageBps: fc.constantFrom(0, 5),
  dailyLoss: fc.constantFrom(undefined, 0.03),
});

const INSTRUMENTS = [ACME, { ...ACME, symbol: "BOLT", lotSize: "0.001", tickSize: "0.05" }];

/** The second instrument begins late and has a hole. */
function barsOfCase({ candles: [first, second] }: Case): Bars[] {
  const bolt = barsOf(second.slice(0, 30), { start: 5 * HOUR });
  bolt.ts.forEach((_, i) => bolt.ts[i]! += i > 12 ? 4 * HOUR : 0);
  return [barsOf(first), bolt];
}

function simulate(given: Case, bars = barsOfCase(given)): Simulation {
  let next = 0;
  const strategy = scripted((m) => {
    for (const each of given.acts[next++ % given.acts.length]!) perform(each, m);
  });
  const { slippageBps, dailyLoss } = given;
  return prepare(strategy, bars, {
    instruments: INSTRUMENTS,
    model: { slippageBps },
    limits: { dailyLoss },
  });
}

function perform({ kind, share, away }: Act, m: Market): void {
  const price = m.roundPriceDown(m.close.value * (1 + away));
  const bought = m.roundQuantity((m.budget * share) / m.close.value);
  const sold = m.roundQuantity(m.position * share);
  if (kind === "exit") m.exit("out");
  if (kind === "cancelAll") m.cancelAll();
  if (kind === "quote") m.buy({ quote: m.budget * share }, "q");
  if (kind === "quantity") m.buy({ quantity: bought }, "n");
  if (kind === "limit") m.buy({ quantity: bought, limit: price }, "l");
  if (kind === "stop") m.buy({ quantity: bought, stop: price }, "s");
  if (kind === "sell") m.sell({ quantity: sold }, "n");
  if (kind === "sellLimit") m.sell({ quantity: sold, limit: price }, "l");
  if (kind === "sellStop") m.sell({ quantity: sold, stop: price }, "s");
}

const cents = (price: number) => Math.max(0.05, Math.round(price * 20) / 20);
const close = (a: number, b: number, what: string) =>
  assert.ok(Math.abs(a - b) <= 1e-9 * Math.max(1, Math.abs(b)), `${what}: ${a}, not ${b}`);
const textOf = (run: Simulation) => canonicalDecisions(run.orders, run.account);

Deno.test("the generated streams of orders reach every state and both sides", () => {
  const states = new Set<string>();
  let fills = 0;
  for (const given of fc.sample(cases, { numRuns: 40, seed: 7 })) {
    const run = simulate(given).run();
    for (let i = 0; i < run.orders.rows; i++) states.add(ORDER_STATES[run.orders.state[i]!]!);
    fills += run.fills.rows;
  }
  assert.deepEqual([...states].sort(), ["cancelled", "filled", "refused", "rejected", "working"]);
  assert.ok(fills > 400, `${fills} fills`);
});

Deno.test("Account: equity is cash and positions at their marks; nothing is spent or sold twice", () => {
  fc.assert(
    fc.property(cases, (given) => {
      const bars = barsOfCase(given);
      const run = simulate(given, bars).run();
      const { fills, orders } = run;
      const held = [0, 0];
      const mark = [0, 0];
      let cash = 10_000;
      let fees = 0;
      let slippage = 0;
      let fill = 0;
      const filled = new Set<number>();
      const curve = run.curve().equity;
      for (let row = 0; row < run.rows.length; row++) {
        for (; fill < fills.rows && fills.bar[fill] === row; fill++) {
          const i = fills.instrument[fill]!;
          const id = fills.orderId[fill]!;
          const quantity = Number((fills.lots[fill]! * (i === 0 ? 1 : 0.001)).toFixed(3));
          held[i] = Number((held[i]! + fills.side[fill]! * quantity).toFixed(3));
          cash -= fills.side[fill]! * quantity * fills.price[fill]! + fills.fee[fill]!;
          fees += fills.fee[fill]!;
          slippage += fills.slippage[fill]!;
          assert.ok(held[i]! >= 0, "a short position");
          assert.ok(cash >= -1e-9 * 10_000, `cash is ${cash}`);
          assert.ok(orders.bar[id - 1]! < row, "filled in the bar that it was decided on");
          assert.ok(!filled.has(id), "filled twice");
          assert.equal(ORDER_STATES[orders.state[id - 1]!], "filled");
          const [at, rate] = [
            bars[i]!.ts.indexOf(fills.ts[fill]!),
            fills.fee[fill]! / (quantity * fills.price[fill]!),
          ];
          const reach = 1 + given.slippageBps / 10_000;
          assert.ok(fills.price[fill]! <= bars[i]!.high[at]! * reach + 0.05, "above the bar");
          assert.ok(fills.price[fill]! >= bars[i]!.low[at]! / reach - 0.05, "below the bar");
          assert.ok(
            Math.abs(rate - 0.001) < 1e-9 || Math.abs(rate - 0.0002) < 1e-9,
            `fee rate ${rate}`,
          );
          filled.add(id);
        }
        bars.forEach((each, i) => {
          const at = each.ts.indexOf(run.rows.ts[row]!);
          if (at >= 0) mark[i] = each.close[at]!;
        });
        close(
          curve[row]!,
          cash + held[0]! * mark[0]! + held[1]! * mark[1]!,
          `equity at ${row}`,
        );
      }
      close(run.account.cash, cash, "cash");
      close(run.account.feesPaid, fees, "fees");
      close(run.account.slippagePaid, slippage, "slippage");
      assert.ok(slippage >= 0);
      const count = Array.from(orders.state.subarray(0, orders.rows)).filter((state) =>
        ORDER_STATES[state] === "filled"
      ).length;
      assert.equal(count, fills.rows);
    }),
    { numRuns: 150 },
  );
});

Deno.test("Simulation is deterministic, and the same in two parts as in one", () => {
  fc.assert(
    fc.property(cases, fc.integer({ min: 0, max: 40 }), (given, part) => {
      const one = simulate(given).run();
      const again = simulate(given).run();
      const two = simulate(given).run(part).run();
      for (const other of [again, two]) {
        assert.equal(textOf(other), textOf(one));
        assert.deepEqual(other.curve(), one.curve());
        assert.equal(other.account.cash, one.account.cash);
      }
    }),
    { numRuns: 40 },
  );
});

Deno.test("Simulation: taking the future away changes no decision and no equity before it", () => {
  fc.assert(
    fc.property(cases, fc.integer({ min: 1, max: 39 }), (given, rows) => {
      const bars = barsOfCase(given);
      const full = simulate(given, bars).run(rows);
      const end = full.rows.ts[rows]!;
      const cut = bars.map((each) => sliceBars(each, 0, each.ts.filter((ts) => ts < end).length));
      const run = simulate(given, cut).run();
      assert.equal(run.rows.length, rows);
      assert.equal(textOf(run), textOf(full));
      assert.deepEqual(run.curve().equity, full.curve().equity.subarray(0, rows));
    }),
    { numRuns: 40 },
  );
});

Deno.test("Simulation.run reports progress, ends at `to`, and has nothing to do once it is over", () => {
  const seen: number[] = [];
  const run = simulate(fc.sample(cases, { numRuns: 1, seed: 1 })[0]!);
  run.run(10, (rows) => seen.push(rows)).run(undefined, (rows) => seen.push(rows)).run();
  assert.deepEqual(seen, [10, run.rows.length]);
  assert.equal(run.row, run.rows.length);
  assert.ok(run.rows.ts.at(-1)! < 3 * DAY);
});

Deno.test("Account starts with its cash and no position", () => {
  const account = new Account([], 5);
  assert.deepEqual([account.cash, account.equity(), account.feesPaid, account.slippagePaid], [
    5,
    5,
    0,
    0,
  ]);
});
