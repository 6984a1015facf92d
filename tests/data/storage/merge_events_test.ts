import assert from "node:assert/strict";
import fc from "fast-check";
import { mergeEvents } from "../../../data/storage/merge_events.ts";
import type { DatasetTable } from "../../../data/dataset_table.ts";

/** Events as `[ts, value]` rows. */
function events(rows: readonly (readonly [number, number])[]): DatasetTable {
  return {
    ts: Float64Array.from(rows, ([ts]) => ts),
    price: Float64Array.from(rows, ([, value]) => value),
  };
}

const list = ({ ts, price }: DatasetTable) => Array.from(ts, (time, i) => [time, price![i]]);
const merge = (older: [number, number][], newer: [number, number][]) => {
  const { table, ...counts } = mergeEvents(events(older), events(newer));
  return [list(table), counts.added, counts.changed, counts.removed];
};

Deno.test("mergeEvents puts new events in the place of those that they span", () => {
  const held: [number, number][] = [[1, 1], [3, 2], [4, 3], [6, 4]];
  assert.deepEqual(merge(held, [[2, 9], [4, 8], [5, 7]]), [
    [[1, 1], [2, 9], [4, 8], [5, 7], [6, 4]],
    1,
    2,
    0,
  ]);
  assert.deepEqual(merge(held, [[2, 9], [5, 7]]), [[[1, 1], [2, 9], [5, 7], [6, 4]], 0, 2, 0]);
  assert.deepEqual(merge([...held, [7, 5]], [[1, 1], [7, 5]]), [[[1, 1], [7, 5]], 0, 0, 3]);
});

Deno.test("mergeEvents keeps both pages that were cut within one millisecond, in any order", () => {
  const first: [number, number][] = [[1, 1], [2, 2], [2, 3]];
  const second: [number, number][] = [[2, 4], [2, 5], [3, 6]];
  const whole = [...first, ...second];
  assert.deepEqual(merge(first, second), [whole, 3, 0, 0]);
  assert.deepEqual(merge(second, first)[0], whole);
  assert.deepEqual(merge(whole, first), [whole, 0, 0, 0]);
  assert.deepEqual(merge(whole, second), [whole, 0, 0, 0]);
  assert.deepEqual(merge(whole, [[2, 4]]), [whole, 0, 0, 0]);
});

Deno.test("mergeEvents takes an event with a known trade id for the same one", () => {
  const trade = (price: number) => ({ ...events([[1, price]]), trade_id: BigInt64Array.of(7n) });
  const { table, added, changed } = mergeEvents(trade(10), trade(11));
  assert.deepEqual([list(table), added, changed], [[[1, 11]], 0, 1]);
});

const arrivals = fc.array(
  fc.tuple(fc.integer({ min: 0, max: 9 }), fc.integer({ min: 0, max: 3 })),
  {
    maxLength: 12,
  },
);

Deno.test("mergeEvents changes nothing when the same events come again, order of arrival kept", () => {
  fc.assert(
    fc.property(arrivals, arrivals, (older, newer) => {
      const once = mergeEvents(events(older), events(newer)).table;
      const again = mergeEvents(once, events(newer));
      assert.deepEqual(list(again.table), list(once));
      assert.deepEqual([again.added, again.changed, again.removed], [0, 0, 0]);
    }),
    { seed: 7, numRuns: 500 },
  );
});
