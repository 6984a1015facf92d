import assert from "node:assert/strict";
import fc from "fast-check";
import type { Row } from "../../../data/fetch/check_row.ts";
import {
  ascendingTrades,
  type AskTrades,
  descendingTrades,
  tradeId,
} from "../../../data/fetch/cover_trades.ts";

const hourMs = 3_600_000;
const start = Date.UTC(2024);

/** Trades with ids from 0 at these distances in time, many of them 0. */
function history(distances: readonly number[]): Row[] {
  let ts = start;
  return distances.map((distance, id) => ({ ts: ts += distance, values: [1, 1, "buy", id] }));
}

function asks(trades: readonly Row[], cap: number): AskTrades {
  return (at) => {
    if ("fromId" in at) {
      const count = Math.min(cap, at.limit ?? cap);
      return Promise.resolve(trades.filter((row) => tradeId(row) >= at.fromId).slice(0, count));
    }
    if ("latest" in at) return Promise.resolve(trades.slice(-cap));
    if ("beforeId" in at) {
      return Promise.resolve(trades.filter((row) => tradeId(row) < at.beforeId).slice(-cap));
    }
    if ("beforeTime" in at) {
      return Promise.resolve(trades.filter(({ ts }) => ts < at.beforeTime).slice(-cap));
    }
    return Promise.resolve(trades.filter(({ ts }) => ts >= at.from && ts < at.to).slice(0, cap));
  };
}

async function all(pages: AsyncGenerator<readonly Row[]>): Promise<readonly Row[]> {
  const rows: Row[] = [];
  for await (const page of pages) rows.push(...page);
  return rows;
}

const distances = fc.array(
  fc.oneof(
    fc.constant(0),
    fc.integer({ min: 0, max: 5000 }),
    fc.integer({ max: 40 * hourMs, min: 0 }),
  ),
  { maxLength: 60 },
);

for (
  const [name, cover] of [["ascending", ascendingTrades], ["descending", descendingTrades]] as const
) {
  Deno.test(`${name} pages bring every trade of a time once, in the order of their ids`, () =>
    fc.assert(
      fc.asyncProperty(
        distances,
        fc.integer({ min: 1, max: 9 }),
        fc.integer({ min: 0, max: 30 * hourMs }),
        async (list, cap, offset) => {
          const trades = history(list);
          const [from, to] = [start + offset, start + 60 * hourMs];
          const got = await all(cover(asks(trades, cap), { from, to }));
          assert.deepEqual(got, trades.filter(({ ts }) => ts >= from && ts < to));
        },
      ),
      { numRuns: 200, seed: 3 },
    ));
}

Deno.test("ascending trades continue from an id", async () => {
  const trades = history([0, 0, 0, 5, 5]);
  const pages = ascendingTrades(asks(trades, 2), { from: start, to: start + hourMs, fromId: 3 });
  assert.deepEqual((await all(pages)).map(tradeId), [3, 4]);
});
