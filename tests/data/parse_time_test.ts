import assert from "node:assert/strict";
import fc from "fast-check";
import { formatTime } from "../../data/format_time.ts";
import { parseTime } from "../../data/parse_time.ts";

Deno.test("parseTime reads dates and times, UTC where no offset says otherwise", () => {
  const table: [string, string][] = [
    ["2023-01-01", "2023-01-01T00:00:00.000Z"],
    ["1962-01-02", "1962-01-02T00:00:00.000Z"],
    ["2024-02-29", "2024-02-29T00:00:00.000Z"],
    ["2023-01-01 09:30", "2023-01-01T09:30:00.000Z"],
    ["2023-01-01T09:30:15Z", "2023-01-01T09:30:15.000Z"],
    ["2023-01-01T09:30:15.250z", "2023-01-01T09:30:15.250Z"],
    ["2023-01-01 00:00:00+02:00", "2022-12-31T22:00:00.000Z"],
    ["2023-01-01 00:00:00-0530", "2023-01-01T05:30:00.000Z"],
    ["2023-01-01 00:00:00+00", "2023-01-01T00:00:00.000Z"],
    ["2023-01-01 00:00:00 UTC", "2023-01-01T00:00:00.000Z"],
  ];
  for (const [text, iso] of table) assert.equal(new Date(parseTime(text)!).toISOString(), iso);
});

Deno.test("parseTime refuses what is no date", () => {
  const wrong = [
    "",
    "2023",
    "2023-13-01",
    "2023-02-30",
    "2023-02-29",
    "2023-01-01T24:00",
    "01/02/2023",
  ];
  for (const text of [...wrong, "2023-01-01T00:00+25:00", "yesterday", "2023-1-1"]) {
    assert.equal(parseTime(text), undefined, text);
  }
});

Deno.test("parseTime reads back what Date and formatTime write", () => {
  fc.assert(
    fc.property(fc.integer({ min: -2e12, max: 4e12 }), (ts) => {
      assert.equal(parseTime(new Date(ts).toISOString()), ts);
      const second = Math.floor(ts / 1000) * 1000;
      assert.equal(parseTime(formatTime(second)), second);
    }),
    { seed: 1 },
  );
});
