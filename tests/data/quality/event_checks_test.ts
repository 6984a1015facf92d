import assert from "node:assert/strict";
import type { DatasetTable } from "../../../data/dataset_table.ts";
import { EventChecks } from "../../../data/quality/event_checks.ts";

const numbers = (...values: number[]) => Float64Array.from(values);

function check(...tables: Record<string, Float64Array | string[]>[]) {
  const checks = new EventChecks();
  for (const table of tables) checks.add(table as DatasetTable);
  return checks;
}

Deno.test("trade ids: repeats and skips are counted, over pieces too", () => {
  const checks = check(
    { ts: numbers(1, 1, 2), trade_id: numbers(10, 11, 12) },
    { ts: numbers(3, 4, 5), trade_id: numbers(12, 15, 16) },
  );
  assert.deepEqual([checks.rows, checks.duplicates, checks.from, checks.to], [6, 1, 1, 5]);
  assert.deepEqual(checks.findings(), [
    { kind: "duplicate", from: 3, to: 3, detail: "1 trade repeats an id" },
    { kind: "sequence", from: 4, to: 4, detail: "1 break in the trade ids, 2 ids missing" },
  ]);
});

Deno.test("a book's delta must continue the message before; a snapshot may come late", () => {
  const good = {
    ts: numbers(5, 5, 6, 4, 7),
    kind: ["delta", "delta", "delta", "snapshot", "delta"],
    last_update_id: numbers(20, 20, 25, 23, 30),
    prev_update_id: numbers(10, 10, 20, NaN, 25),
  };
  assert.deepEqual(check(good).findings(), []);
  const broken = { ...good, prev_update_id: numbers(10, 10, 20, NaN, 26) };
  assert.deepEqual(check(broken).findings(), [
    { kind: "sequence", from: 7, to: 7, detail: "1 message does not continue the one before" },
  ]);
});

Deno.test("a quote at or through its own ask is crossed", () => {
  const quotes = { ts: numbers(1, 2, 3), bid: numbers(9, 10, 11), ask: numbers(10, 10, 10) };
  assert.deepEqual(check(quotes).findings(), [
    { kind: "crossed", from: 2, to: 3, detail: "2 quotes have their bid at or above the ask" },
  ]);
});

Deno.test("rows received before they were sent tell of a clock that is behind", () => {
  const rows = { ts: numbers(1000, 2000), recv_ts_ns: numbers(500e6, 1500e6) };
  const [finding] = check(rows).findings();
  assert.equal(finding!.kind, "clock");
  assert.match(finding!.detail, /^2 of 2 rows were received before they were sent, by 0\.50 s/);
  assert.deepEqual(check({ ...rows, recv_ts_ns: numbers(1010e6, 1500e6) }).findings(), []);
});

Deno.test("rows earlier than the row before are out of order", () => {
  assert.deepEqual(check({ ts: numbers(1, 3, 2, 3) }).findings(), [
    { kind: "unsorted", from: 2, to: 2, detail: "1 row is earlier than the row before" },
  ]);
});
