import assert from "node:assert/strict";
import { parseTimestamp } from "../../../data/import/parse_timestamp.ts";
import type { Cell } from "../../../data/import/parse_number.ts";

const ts = Date.UTC(2024, 0, 31, 10);
const instant = { tradingDate: false };

Deno.test("parseTimestamp tells the unit of a count since the epoch by its size", () => {
  const counts: Cell[] = [
    ts / 1000,
    ts,
    ts * 1000,
    `${ts / 1000}`,
    `${ts}`,
    `${ts}000`,
    `${ts}000000`,
  ];
  for (const cell of [...counts, `${ts / 1000}.0`, ` ${ts} `, "1.7066952e9"]) {
    assert.equal(parseTimestamp(cell, instant), ts, String(cell));
  }
});

Deno.test("parseTimestamp reads ISO text and compact dates", () => {
  const day = Date.UTC(2024, 0, 31);
  for (const cell of ["2024-01-31", "2024/01/31", "20240131", 20240131, "2024-01-31 00:00:00"]) {
    assert.equal(parseTimestamp(cell, instant), day, String(cell));
  }
  assert.equal(parseTimestamp("2024-01-31T12:00+02:00", instant), ts);
});

Deno.test("parseTimestamp takes row numbers, day counts and other text for no time", () => {
  for (
    const cell of [null, "", 0, 17, "45321", 45321, -1, NaN, 1e25, "31/01/2024", "soon", "20241331"]
  ) {
    assert.equal(parseTimestamp(cell, instant), "unreadable time", String(cell));
  }
});

Deno.test("parseTimestamp keeps the trading date of a local midnight, and only of a midnight", () => {
  const dates = { tradingDate: true };
  for (const text of ["2024-01-31 00:00:00-05:00", "2024-01-31T00:00:00.000+0900", "2024-01-31"]) {
    assert.equal(parseTimestamp(text, dates), Date.UTC(2024, 0, 31), text);
  }
  assert.equal(parseTimestamp("2024-01-31 05:00:00-05:00", dates), ts);
  assert.equal(parseTimestamp("2024-01-31 00:00:00-05:00", instant), Date.UTC(2024, 0, 31, 5));
});
