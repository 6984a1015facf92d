import assert from "node:assert/strict";
import { civilDate, civilDays } from "../../../data/calendar/civil_date.ts";
import { newYorkDays } from "../../../data/calendar/new_york.ts";

Deno.test("newYorkDays is the date on New York's clock, by the hour from 2000 to 2030", () => {
  const format = new Intl.DateTimeFormat("en-CA", { timeZone: "America/New_York" });
  for (let ts = Date.UTC(2000, 0); ts < Date.UTC(2030, 0); ts += 5 * 3_600_000) {
    const date = new Date(newYorkDays(ts) * 86_400_000).toISOString().slice(0, 10);
    assert.equal(date, format.format(ts));
  }
});

Deno.test("civilDate and civilDays agree with Date on every day of three centuries", () => {
  const from = civilDays(1900, 1, 1);
  assert.equal(from * 86_400_000, Date.UTC(1900, 0, 1));
  for (let days = from; days < from + 110_000; days += 1) {
    const { year, month, day, weekday } = civilDate(days);
    const date = new Date(days * 86_400_000);
    assert.equal(year, date.getUTCFullYear());
    assert.equal(month, date.getUTCMonth() + 1);
    assert.equal(day, date.getUTCDate());
    assert.equal(weekday, date.getUTCDay());
    assert.equal(civilDays(year, month, day), days);
  }
});
