import assert from "node:assert/strict";
import { basket, type Market, portfolio, strategy } from "../../../research/engine/mod.ts";
import { ACME, barsOf, fillsOf, HOUR, prepare, statesOf, still } from "../fixtures.ts";

const BETA = { ...ACME, symbol: "BETA" };

Deno.test("a basket decides once a row, after all bars, and knows which instruments have one", () => {
  const seen: unknown[] = [];
  const watch = basket("watch", {}, (_, markets) => ({
    onBars: () => seen.push(markets.map((m) => m.hasBar ? m.close.value : null)),
  }));
  const late = barsOf(still(50, 2), { start: HOUR });
  prepare(watch, [barsOf(still(100, 2)), late], { instruments: [ACME, BETA] }).run();
  assert.deepEqual(seen, [[100, null], [100, 50], [null, 50]]);
});

Deno.test("an order of a basket for an instrument without a bar carries the row's close", () => {
  const trade = basket("trade", {}, (_, [acme, beta]) => ({
    onBars() {
      if (beta!.hasBar && beta!.index === 1) acme!.buy({ quantity: 1 }, "late");
    },
  }));
  const late = barsOf(still(50, 2), { start: HOUR });
  const run = prepare(trade, [barsOf(still(100, 2)), late], { instruments: [ACME, BETA] }).run();
  assert.equal(run.orders.ts[0], 3 * HOUR);
});

Deno.test("strategies of a portfolio have their own cash, position and orders", () => {
  const views: unknown[] = [];
  const buyer = strategy("buyer", {}, (_, m) => ({
    onBar() {
      if (m.index === 0) m.buy({ quote: m.budget }, "all of mine");
      views.push(["buyer", m.index, m.position, Math.round(m.cash), m.openOrders]);
    },
  }));
  const waiter = strategy("waiter", {}, (_, m) => ({
    onBar() {
      if (m.index === 1) m.buy({ quantity: 5, limit: 90 }, "dip");
      if (m.index === 2) assert.equal(m.exit("nothing to sell"), 0);
      views.push(["waiter", m.index, m.position, Math.round(m.cash), m.openOrders]);
    },
  }));
  const both = portfolio("both", [{ strategy: buyer, weight: 0.25 }, {
    strategy: waiter,
    weight: 0.75,
  }]);
  const run = prepare(both, barsOf(still(100, 3))).run();
  assert.deepEqual(fillsOf(run).map((fill) => fill.slice(0, 3)), [[1, 24, 100]]);
  assert.deepEqual(statesOf(run), ["filled", "working"]);
  assert.deepEqual([...run.orders.owner.subarray(0, 2)], [1, 2]);
  assert.deepEqual(views, [
    ["buyer", 0, 0, 2500, 1],
    ["waiter", 0, 0, 7500, 0],
    ["buyer", 1, 24, 98, 0],
    ["waiter", 1, 0, 7500, 1],
    ["buyer", 2, 24, 98, 0],
    ["waiter", 2, 0, 7500, 1],
  ]);
  const equity = run.shares.reduce((sum, share) => sum + share.equity(), 0);
  assert.ok(Math.abs(equity - run.account.equity()) < 1e-9);
});

Deno.test("a portfolio of one strategy trades as the strategy alone", () => {
  const rotate = strategy("rotate", {}, (_, m) => ({
    onBar() {
      if (m.index % 2 === 0) m.buy({ quote: m.budget }, "in");
      else m.exit("out");
    },
  }));
  const bars = barsOf(Array.from({ length: 20 }, (_, i) => [100 + i, 101 + i, 99 + i, 100 + i]));
  const alone = prepare(rotate, bars).run();
  const shared = prepare(portfolio("one", [{ strategy: rotate }]), bars).run();
  assert.deepEqual(fillsOf(shared), fillsOf(alone));
});

Deno.test("a schedule is due on the first bar that closes at or after its time", () => {
  const due: number[][] = [];
  const timed = strategy("timed", {}, (_, m) => {
    const daily = m.every("1d", "14:30");
    const hourly = m.every("4h");
    return {
      onBar() {
        if (daily.due) due.push([m.index, 1]);
        if (hourly.due) due.push([m.index, 4]);
      },
    };
  });
  prepare(timed, barsOf(still(100, 24))).run();
  // Bar i closes at i + 1 o'clock; 14:30 has come when bar 14 closes at 15:00.
  assert.deepEqual(due, [[3, 4], [7, 4], [11, 4], [14, 1], [15, 4], [19, 4], [23, 4]]);
});

Deno.test("what is delisted is sold at its last price, and its orders are cancelled", () => {
  const held = { ...ACME, delisted: 3 * HOUR };
  const hold = strategy("hold", {}, (_, m: Market) => ({
    onBar() {
      if (m.index === 0) m.buy({ quantity: 10 }, "in");
      if (m.index === 1) m.sell({ quantity: 10, limit: 200 }, "target");
    },
  }));
  const bars = [barsOf([[100, 100, 100, 100], [100, 110, 100, 110], [110, 120, 110, 115]])];
  const run = prepare(hold, bars, { instruments: [held] }).run();
  assert.deepEqual(fillsOf(run), [[1, 10, 100, 1], [2, -10, 115, 0]]);
  assert.equal(run.fills.orderId[1], -1);
  assert.deepEqual(statesOf(run), ["filled", "cancelled: the instrument was delisted"]);
});

Deno.test("the warm-up is that of the slowest line, a higher timeframe's in base bars", () => {
  const slow = strategy("slow", {}, (_, m) => {
    m.at("4h");
    return { onBar() {} };
  });
  assert.equal(prepare(slow, barsOf(still(1, 2))).warmUp, 4);
});
