import assert from "node:assert/strict";
import fc from "fast-check";
import type { Bars } from "../../../../data/bars.ts";
import { DELISTING, type FundingRates, Simulation } from "../../../../research/engine/mod.ts";
import { HOUR } from "../../fixtures.ts";
import { Ledger, number, possibleFees } from "./ledger.ts";
import { inputOf, RUNS, worlds } from "./worlds.ts";

function assertNear(actual: number, expected: number, tolerance: number, what: string): void {
  assert.ok(Math.abs(actual - expected) <= tolerance, `${what}: ${actual} for ${expected}`);
}

Deno.test("cash, positions, fees and funding balance at every row, by a ledger in whole numbers", () => {
  fc.assert(
    fc.property(worlds, (world) => {
      const input = inputOf(world);
      const run = new Simulation(input).run();
      const { fills, flows, account, rows } = run;
      const { equity, cash } = run.curve();
      const ledger = new Ledger(input.listings, input.cash);
      const prices = input.listings.map(() => 0);
      const next = input.listings.map(() => 0);
      let [fill, flow] = [0, 0];
      for (let row = 0; row < rows.length; row++) {
        for (let i = 0; i < prices.length; i++) {
          if (rows.has(row, i)) prices[i] = input.bars![i]!.close[next[i]!++]!;
        }
        while (fills.bar[fill] === row && fill < fills.rows) ledger.fill(run, fill++);
        while (flows.bar[flow] === row && flow < flows.rows) ledger.pay(flows.amount[flow++]!);
        assertNear(cash[row]!, number(ledger.cash), ledger.tolerance, `cash of row ${row}`);
        const worth = ledger.equity(prices);
        assertNear(equity[row]!, worth, 3 * ledger.tolerance, `equity of row ${row}`);
      }
      assert.deepEqual([fill, flow], [fills.rows, flows.rows]);
      assert.equal(account.cash, cash.at(-1));
      assert.equal(account.equity(), equity.at(-1));
      assertNear(account.feesPaid, number(ledger.fees), ledger.tolerance, "fees");
      ledger.holdings.forEach(({ lots, cost }, i) => {
        assert.equal(BigInt(account.lots[i]!), lots);
        const atEntry = account.units[i]! * account.entryPrice[i]!;
        assertNear(atEntry, number(cost), 3 * ledger.tolerance, "cost of the position");
      });
    }),
    { numRuns: RUNS },
  );
});

Deno.test("the fee of every fill is its value at the maker's, taker's or liquidation's rate", () => {
  fc.assert(
    fc.property(worlds, (world) => {
      const run = new Simulation(inputOf(world)).run();
      for (let row = 0; row < run.fills.rows; row++) {
        const fee = run.fills.fee[row]!;
        const fees = possibleFees(run, row);
        assert.ok(fees.some((each) => Math.abs(fee - each) <= 1e-12 * Math.abs(each)), `${fee}`);
      }
    }),
    { numRuns: RUNS },
  );
});

Deno.test("funding is paid on what is held at each settlement, and on nothing else", () => {
  fc.assert(
    fc.property(worlds, (drawn) => {
      const input = inputOf({ ...drawn, funded: true });
      const run = new Simulation(input).run();
      const actual: number[][] = [];
      for (let i = 0; i < run.flows.rows; i++) {
        if (!run.flows.isFunding(i)) continue;
        const { instrument, ts, amount } = run.flows;
        actual.push([instrument[i]!, ts[i]!, amount[i]!]);
      }
      const expected = input.listings.flatMap((_, i) =>
        input.funding![i] ? fundingOf(run, i, input.bars![i]!, input.funding![i]!) : []
      );
      const inOrder = (rows: number[][]) => rows.sort((a, b) => a[0]! - b[0]! || a[1]! - b[1]!);
      assert.deepEqual(inOrder(actual), inOrder(expected));
    }),
    { numRuns: RUNS },
  );
});

/** Funding of an instrument told from its fills: by the position before or after those of a bar. */
function fundingOf(
  { fills, rows, account }: Simulation,
  instrument: number,
  bars: Bars,
  { ts, rate, price }: FundingRates,
): number[][] {
  const { lot, delisted } = account.listings[instrument]!;
  const own = Array.from({ length: fills.rows }, (_, i) => i)
    .filter((i) => fills.instrument[i] === instrument && fills.orderId[i] !== DELISTING);
  const flows: number[][] = [];
  let [lots, fill, next] = [0, 0, 0];
  const settle = (until: number, open: number) => {
    for (; next < ts.length && ts[next]! <= until; next++) {
      const at = price[next]! > 0 ? price[next]! : open;
      const amount = -(lots * lot.units / lot.scale * at * rate[next]!);
      if (lots !== 0) flows.push([instrument, ts[next]!, amount]);
    }
  };
  for (let i = 0; i < bars.ts.length; i++) {
    const book = (until: number) => {
      for (; fill < own.length && rows.ts[fills.bar[own[fill]!]!]! < until; fill++) {
        lots += fills.side[own[fill]!]! * fills.lots[own[fill]!]!;
      }
    };
    book(bars.ts[i]!);
    if (bars.ts[i]! >= delisted) {
      settle(delisted - 1, bars.close[i - 1] ?? NaN);
      lots = 0;
    }
    settle(bars.ts[i]! + 1000, bars.open[i]!);
    book(bars.ts[i]! + HOUR);
    settle(bars.ts[i]! + HOUR - 1, bars.open[i]!);
  }
  const isOver = delisted <= rows.ts.at(-1)! + HOUR;
  if (isOver) settle(delisted - 1, bars.close.at(-1)!);
  return flows;
}

Deno.test("the shares of several strategies add up to the account", () => {
  fc.assert(
    fc.property(worlds, (drawn) => {
      const run = new Simulation(inputOf({ ...drawn, trades: "portfolio" }));
      const ledger = new Ledger(run.account.listings, drawn.cash);
      for (let row = 0, fill = 0; row < run.rows.length; row++) {
        run.run(row + 1);
        while (fill < run.fills.rows) ledger.fill(run, fill++);
        run.account.lots.forEach((lots, i) => {
          assert.equal(sum(run.shares.map((share) => share.lots[i]!)), lots, `lots in row ${row}`);
        });
        const total = sum(run.shares.map((share) => share.equity()));
        assertNear(total, run.account.equity(), 10 * ledger.tolerance, `shares in row ${row}`);
      }
    }),
    { numRuns: RUNS },
  );
});

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
