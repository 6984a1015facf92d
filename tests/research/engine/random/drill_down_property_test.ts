import assert from "node:assert/strict";
import fc from "fast-check";
import { Simulation, WORKING } from "../../../../research/engine/mod.ts";
import { inputOf, RUNS, type World, worlds } from "./worlds.ts";

/** The same world with a path that never leaps within a bar, and nothing that asks for volume or time. */
function smooth({ model, ...world }: World): World {
  const { impactBps: _, participation: __, latency: ___, ...plain } = model;
  return { ...world, model: plain, finer: true, leaps: false };
}

/** What a row came to for the orders that were there before it, whichever filled first. */
function outcomeOf({ fills, orders }: Simulation, from: number, count: number): unknown {
  const { orderId, instrument, side, lots, price } = fills;
  const row = (fill: number) =>
    [orderId[fill], instrument[fill], side[fill]! * lots[fill]!, price[fill]!.toPrecision(12)].join(
      " ",
    );
  return {
    fills: Array.from({ length: fills.rows - from }, (_, i) => row(from + i)).sort(),
    filled: [...orders.filled.subarray(0, count)],
  };
}

Deno.test("a row that is not ambiguous comes to the same by finer bars, from the same state", () => {
  let [fills, ambiguous] = [0, 0];
  fc.assert(
    fc.property(worlds, (drawn) => {
      const drawnInput = inputOf(smooth(drawn));
      // An order that lies at the open may take or rest: by what it pays a liquidation would differ.
      const listings = drawnInput.listings.map((each) => ({ ...each, makerFee: each.takerFee }));
      const input = { ...drawnInput, listings };
      const coarse = new Simulation({ ...input, finer: undefined });
      for (let row = 0; row < coarse.rows.length; row++) {
        const before = [coarse.fills.rows, coarse.orders.rows, coarse.ambiguousBars] as const;
        const finer = Simulation.resume(input, coarse.snapshot());
        coarse.run(row + 1);
        if (coarse.ambiguousBars > before[2]) {
          ambiguous++;
          continue;
        }
        finer.run(row + 1);
        const [expected, actual] = [coarse, finer].map((run) =>
          outcomeOf(run, before[0], before[1])
        );
        assert.deepEqual(actual, expected, `row ${row}`);
        for (let at = 0; at < before[1]; at++) {
          const isOpen = [coarse, finer].every(({ orders }) => orders.state[at] === WORKING);
          if (isOpen) assert.equal(finer.orders.watermark[at], coarse.orders.watermark[at]);
        }
        fills += coarse.fills.rows - before[0];
      }
    }),
    { numRuns: RUNS },
  );
  assert.ok(fills > 10 * RUNS && ambiguous > RUNS / 4, `${fills} fills, ${ambiguous} ambiguous`);
});
