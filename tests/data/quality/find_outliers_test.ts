import assert from "node:assert/strict";
import type { Bars } from "../../../data/bars.ts";
import { findOutliers } from "../../../data/quality/find_outliers.ts";
import { market } from "./market.ts";

const hour = 3_600_000;
const rules = { stepMs: hour, calendar: "crypto" } as const;
const bars = market({ rows: 600, stepMs: hour });

function change(column: keyof Bars, at: number, factor: number, until = at + 1): Bars {
  const values = bars[column].map((value, i) => i >= at && i < until ? value * factor : value);
  return { ...bars, [column]: values };
}

Deno.test("a print far from both neighbours that reverts is an outlier, whichever price has it", () => {
  const table: [keyof Bars, number, RegExp][] = [
    ["high", 1.3, /^high [\d.]+ lies [23]\d\.\d% beyond both neighbours, \d\d times the usual/],
    ["low", 0.7, /^low [\d.]+ lies [34]\d\.\d% beyond/],
    ["close", 1.3, /^close [\d.]+ lies [23]\d\.\d% beyond/],
    ["close", 0.7, /^close [\d.]+ lies [34]\d\.\d% beyond/],
  ];
  for (const [column, factor, detail] of table) {
    const [outlier, ...rest] = findOutliers(change(column, 300, factor), rules);
    assert.deepEqual(rest, []);
    assert.deepEqual([outlier!.kind, outlier!.from, outlier!.to], [
      "outlier",
      bars.ts[300],
      bars.ts[300],
    ]);
    assert.match(outlier!.detail, detail);
  }
});

Deno.test("a crash that stays, a wild week and an ordinary market have no outlier", () => {
  assert.deepEqual(findOutliers(bars, rules), []);
  let crash = bars;
  for (const column of ["open", "high", "low", "close"] as const) {
    crash = { ...crash, [column]: crash[column].map((value, i) => i < 300 ? value : value * 0.6) };
  }
  assert.deepEqual(findOutliers(crash, rules), []);
  assert.deepEqual(findOutliers(market({ rows: 600, stepMs: hour, move: 0.05 }), rules), []);
});

Deno.test("a print beside a hole is none: the market may have been there", () => {
  const spiked = change("high", 300, 1.3);
  const holed = { ...spiked, ts: spiked.ts.map((ts, i) => i <= 300 ? ts : ts + 5 * hour) };
  assert.deepEqual(findOutliers(holed, rules), []);
});
