import assert from "node:assert/strict";
import { barColumns } from "../../data/bar_columns.ts";
import { findBadBar } from "../../data/find_bad_bar.ts";
import { barsAt } from "./helpers.ts";

Deno.test("findBadBar passes good bars, with and without volume", () => {
  const bars = barsAt([0, 1, 2]);
  assert.equal(findBadBar(bars), undefined);
  bars.volume.fill(NaN);
  assert.equal(findBadBar(bars), undefined);
});

Deno.test("findBadBar names the row that breaks a rule", () => {
  const table: [(typeof barColumns)[number], number][] = [
    ["ts", 0],
    ["ts", 1.5],
    ["open", NaN],
    ["open", 200],
    ["high", Infinity],
    ["high", 1],
    ["low", 0],
    ["low", 150],
    ["close", -1],
    ["volume", -1],
  ];
  for (const [column, value] of table) {
    const bars = barsAt([0, 1, 2]);
    bars[column][1] = value;
    assert.match(findBadBar(bars) ?? "", /^row 1 /, `${column} ${value}`);
  }
  const short = { ...barsAt([0, 1]), close: Float64Array.of(1) };
  assert.equal(findBadBar(short), "column close has 1 rows and ts has 2");
});
