import assert from "node:assert/strict";
import fc from "fast-check";
import { mergeByTime } from "../../../data/storage/merge_by_time.ts";
import { barsAt } from "../helpers.ts";

const times = fc.uniqueArray(fc.integer({ min: 0, max: 30 })).map((all) =>
  all.toSorted((a, b) => a - b)
);

Deno.test("mergeByTime holds every time once, in order, the newer bar first", () => {
  fc.assert(
    fc.property(times, times, (older, newer) => {
      const { table, added, changed } = mergeByTime(
        { ...barsAt(older, 10) },
        { ...barsAt(newer, 20) },
      );
      const union = [...new Set([...older, ...newer])].toSorted((a, b) => a - b);
      assert.deepEqual([...table.ts], union);
      union.forEach((ts, i) => assert.equal(table["open"]![i], newer.includes(ts) ? 20 : 10));
      assert.equal(added, newer.filter((ts) => !older.includes(ts)).length);
      assert.equal(changed, newer.length - added);
    }),
    { seed: 3 },
  );
});

Deno.test("mergeByTime changes nothing when the same bars come again, volume or not", () => {
  fc.assert(
    fc.property(times, fc.boolean(), (all, hasVolume) => {
      const bars = { ...barsAt(all) };
      if (!hasVolume) bars.volume.fill(NaN);
      const merged = mergeByTime(bars, bars);
      assert.deepEqual(merged, { table: bars, added: 0, changed: 0, removed: 0 });
    }),
    { seed: 4 },
  );
});
