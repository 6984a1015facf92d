import assert from "node:assert/strict";
import fc from "fast-check";
import {
  DELISTING,
  isFinal,
  LIMIT,
  MARKET,
  REDUCE_ONLY,
  Simulation,
  STOP,
  STOP_LIMIT,
  TAKE_PROFIT,
} from "../../../../research/engine/mod.ts";
import type { Bars } from "../../../../data/bars.ts";
import { stepValue } from "../../../../research/engine/step.ts";
import { inputOf, RUNS, type World, worlds } from "./worlds.ts";

/** Looks at each fill of a run of each world. */
function everyFill(check: (run: Simulation, fill: number, world: World) => void): void {
  fc.assert(
    fc.property(worlds, (world) => {
      const run = new Simulation(inputOf(world)).run();
      for (let fill = 0; fill < run.fills.rows; fill++) check(run, fill, world);
    }),
    { numRuns: RUNS },
  );
}

/** What a fill was matched at, before slippage. */
function referenceOf({ fills, account }: Simulation, fill: number): number {
  const units = stepValue(account.listings[fills.instrument[fill]!]!.lot, fills.lots[fill]!);
  return fills.price[fill]! - fills.side[fill]! * fills.slippage[fill]! / units;
}

function barAt(bars: Bars, ts: number): readonly [open: number, high: number, low: number] | null {
  const i = bars.ts.indexOf(ts);
  return i < 0 ? null : [bars.open[i]!, bars.high[i]!, bars.low[i]!];
}

Deno.test("no fill lies outside its bar's range but for its slippage, and market orders fill at the open", () => {
  fc.assert(
    fc.property(worlds, (world) => {
      const input = inputOf(world);
      const run = new Simulation(input).run();
      const { fills, orders, rows } = run;
      for (let fill = 0; fill < fills.rows; fill++) {
        const id = fills.orderId[fill]!;
        if (id === DELISTING) continue;
        const i = fills.instrument[fill]!;
        const ts = fills.ts[fill]!;
        const finer = input.finer?.[i];
        const own = (finer && barAt(finer, ts)) ?? barAt(input.bars![i]!, ts);
        assert.ok(own, "a fill has the time of a bar");
        assert.ok(ts >= rows.ts[fills.bar[fill]!]!);
        const [open, high, low] = own;
        const reference = referenceOf(run, fill);
        const slack = 1e-9 * reference;
        assert.ok(reference >= low - slack && reference <= high + slack, `${reference} of ${own}`);
        if (id > 0 && orders.type[id - 1] === MARKET) {
          assert.ok(Math.abs(reference - open) <= slack);
        }
      }
    }),
    { numRuns: RUNS },
  );
});

Deno.test("no limit order fills at a worse price than its own, no stop at a better one", () => {
  everyFill((run, fill, { model }) => {
    const { orders, fills } = run;
    const id = fills.orderId[fill]!;
    // A change may have come after the fill.
    if (id <= 0 || orders.originals.has(id)) return;
    const [at, side] = [id - 1, fills.side[fill]!];
    const [price, reference] = [fills.price[fill]!, referenceOf(run, fill)];
    const type = orders.type[at]!;
    const slack = 1e-9 * price;
    if (type === LIMIT || type === STOP_LIMIT) {
      assert.ok(side * (price - orders.limit[at]!) <= 0, `${price} of ${orders.limit[at]}`);
      assert.equal(fills.slippage[fill], 0);
    }
    // What a bar's volume leaves of it goes on as a market order; what protects may begin beyond.
    if (model.participation !== undefined) return;
    if (type === STOP && orders.parent[at] === 0) {
      assert.ok(side * (reference - orders.trigger[at]!) >= -slack);
    }
    if (type === TAKE_PROFIT) assert.ok(side * (reference - orders.trigger[at]!) <= slack);
    assert.ok(side * (price - reference) >= -slack, "slippage is against the order");
  });
});

Deno.test("no fill comes before the order has reached the venue, nor after its entry's time", () => {
  everyFill(({ orders, fills, rows, account }, fill, { model }) => {
    const id = fills.orderId[fill]!;
    const { delisted } = account.listings[fills.instrument[fill]!]!;
    if (id !== DELISTING) assert.ok(fills.ts[fill]! < delisted, "filled after it was delisted");
    if (id <= 0) return;
    const at = id - 1;
    assert.ok(fills.bar[fill]! > orders.bar[at]!);
    const parent = orders.parent[at]!;
    const { medianMs = 0, sigma = 0 } = model.latency ?? {};
    const least = parent > 0 || sigma > 0 ? 0 : medianMs;
    assert.ok(fills.ts[fill]! >= orders.ts[at]! + least, "filled before it could be there");
    const expires = orders.expires[at]!;
    if (expires > 0) assert.ok(fills.ts[fill]! < expires, "filled after it had expired");
    if (parent === 0) return;
    const entry = fills.orderId.subarray(0, fill).indexOf(parent);
    assert.ok(entry >= 0 && fills.bar[entry]! <= fills.bar[fill]!, "protects what has not filled");
    assert.ok(rows.ts[fills.bar[entry]!]! <= fills.ts[fill]!);
  });
});

Deno.test("no order fills after it is final, and never more than it asked for", () => {
  fc.assert(
    fc.property(worlds, (world) => {
      const run = new Simulation(inputOf(world));
      const { orders, fills, account } = run;
      const filled: number[] = [];
      const ended: boolean[] = [];
      for (let row = 0, fill = 0; row < run.rows.length; row++) {
        run.run(row + 1);
        for (; fill < fills.rows; fill++) {
          const id = fills.orderId[fill]!;
          if (id <= 0) continue;
          assert.ok(!ended[id], `order ${id} had ended`);
          assert.equal(fills.side[fill], orders.side[id - 1]);
          assert.equal(fills.instrument[fill], orders.instrument[id - 1]);
          assert.ok(fills.lots[fill]! > 0);
          filled[id] = (filled[id] ?? 0) + fills.lots[fill]!;
        }
        for (let id = 1; id <= orders.rows; id++) {
          ended[id] = isFinal(orders.state[id - 1]!);
          assert.equal(orders.filled[id - 1], filled[id] ?? 0);
          const { lot } = account.listings[orders.instrument[id - 1]!]!;
          const asked = Math.round(orders.quantity[id - 1]! * lot.scale / lot.units);
          // A change may ask for less than has been filled by then.
          if (asked >= 0 && !orders.originals.has(id)) assert.ok((filled[id] ?? 0) <= asked);
          const quote = orders.quote[id - 1]!;
          if (quote >= 0) assert.ok(orders.spent[id - 1]! <= quote * (1 + 1e-12));
        }
      }
    }),
    { numRuns: RUNS },
  );
});

Deno.test("a reduce-only order never adds to a position nor turns it round", () => {
  fc.assert(
    fc.property(worlds, (world) => {
      const run = new Simulation(inputOf(world)).run();
      const { fills, orders } = run;
      const held = run.account.listings.map(() => 0);
      for (let fill = 0; fill < fills.rows; fill++) {
        const [i, id] = [fills.instrument[fill]!, fills.orderId[fill]!];
        const before = held[i]!;
        held[i] = before + fills.side[fill]! * fills.lots[fill]!;
        if (id > 0 && (orders.flags[id - 1]! & REDUCE_ONLY) === 0) continue;
        assert.ok(Math.abs(held[i]!) < Math.abs(before) && before * held[i]! >= 0);
      }
    }),
    { numRuns: RUNS },
  );
});

Deno.test("what is paid in full is never short nor on credit", () => {
  fc.assert(
    fc.property(worlds, (drawn) => {
      const kinds = drawn.kinds.map(() => "spot" as const);
      const run = new Simulation(inputOf({ ...drawn, kinds })).run();
      const { fills, account } = run;
      const held = account.listings.map(() => 0);
      let turnover = drawn.cash;
      for (let fill = 0; fill < fills.rows; fill++) {
        const i = fills.instrument[fill]!;
        held[i]! += fills.side[fill]! * fills.lots[fill]!;
        assert.ok(held[i]! >= 0, `short after fill ${fill}`);
        const units = stepValue(account.listings[i]!.lot, fills.lots[fill]!);
        turnover += units * fills.price[fill]!;
      }
      for (const cash of run.curve().cash) assert.ok(cash >= -1e-12 * turnover, `cash of ${cash}`);
    }),
    { numRuns: RUNS },
  );
});

Deno.test("of a group never two fill, and protection never more than its entry did", () => {
  fc.assert(
    fc.property(worlds, (world) => {
      const { orders } = new Simulation(inputOf(world)).run();
      const groups = new Map<number, number>();
      const protections = new Map<number, number>();
      for (let at = 0; at < orders.rows; at++) {
        const filled = orders.filled[at]!;
        const [group, parent] = [orders.group[at]!, orders.parent[at]!];
        if (parent > 0) {
          assert.equal(orders.side[at], -orders.side[parent - 1]!);
          protections.set(parent, (protections.get(parent) ?? 0) + filled);
        }
        if (group === 0 || filled === 0) continue;
        assert.ok(!groups.has(group), `orders ${groups.get(group)} and ${at + 1} both filled`);
        groups.set(group, at + 1);
      }
      for (const [entry, filled] of protections) {
        assert.ok(
          filled <= orders.filled[entry - 1]!,
          `entry ${entry} is sold more than it bought`,
        );
      }
    }),
    { numRuns: RUNS },
  );
});

Deno.test("a bar fills no more than its part of the volume", () => {
  fc.assert(
    fc.property(worlds, (drawn) => {
      const participation = drawn.model.participation ?? 0.3;
      const world = { ...drawn, model: { ...drawn.model, participation }, finer: false };
      const input = inputOf(world);
      const { fills, rows, account } = new Simulation(input).run();
      const taken = new Map<string, number>();
      for (let fill = 0; fill < fills.rows; fill++) {
        if (fills.orderId[fill]! <= 0) continue;
        const i = fills.instrument[fill]!;
        const ts = rows.ts[fills.bar[fill]!]!;
        const key = `${i} ${ts}`;
        const units = stepValue(account.listings[i]!.lot, fills.lots[fill]!);
        taken.set(key, (taken.get(key) ?? 0) + units);
        const { ts: times, volume } = input.bars![i]!;
        const most = volume[times.indexOf(ts)]! * participation;
        assert.ok(taken.get(key)! <= most * (1 + 1e-12), `${taken.get(key)} of ${most}`);
      }
    }),
    { numRuns: RUNS },
  );
});
