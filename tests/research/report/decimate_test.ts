import assert from "node:assert/strict";
import fc from "fast-check";
import { decimate } from "../../../research/report/charts/decimate.ts";

const COLUMNS = 7;

Deno.test("decimate keeps every row where there are few", () => {
  const ts = Float64Array.of(1, 2, 3);
  assert.deepEqual([...decimate(Float64Array.of(5, 1, 9), { ts, columns: 1 })], [0, 1, 2]);
  assert.equal(decimate(new Float64Array(), { ts: new Float64Array(), columns: 1 }).length, 0);
});

Deno.test("decimate keeps first, last, lowest and highest of each column, in time order", () => {
  const ts = Float64Array.from({ length: 10 }, (_, i) => i);
  const values = Float64Array.of(5, 9, 1, 4, 5, 5, 5, 5, 5, 6);
  assert.deepEqual([...decimate(values, { ts, columns: 2 })], [0, 1, 2, 4, 5, 9]);
});

Deno.test("decimate loses no extreme of any column, whatever the gaps in time", () => {
  const row = fc.record({ gap: fc.nat(50), value: fc.integer() });
  fc.assert(fc.property(fc.array(row, { minLength: 29, maxLength: 200 }), (rows) => {
    let now = 0;
    const ts = Float64Array.from(rows, ({ gap }) => now += gap + 1);
    const values = Float64Array.from(rows, ({ value }) => value);
    const kept = [...decimate(values, { ts, columns: COLUMNS })];
    const all = [...ts.keys()];
    assert.ok(kept.length <= COLUMNS * 4);
    assert.ok(kept.every((row, i) => i === 0 || row > kept[i - 1]!));
    assert.deepEqual(extremes(kept), extremes(all));

    function extremes(chosen: number[]): number[][] {
      const columns = Array.from({ length: COLUMNS }, (): number[] => []);
      for (const row of chosen) {
        const share = (ts[row]! - ts[0]!) * (COLUMNS / (ts.at(-1)! - ts[0]!));
        columns[Math.min(COLUMNS - 1, Math.floor(share))]!.push(values[row]!);
      }
      return columns.map((column) => [
        column[0]!,
        Math.min(...column),
        Math.max(...column),
        column.at(-1)!,
      ]);
    }
  }));
});
