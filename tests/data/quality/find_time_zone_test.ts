import assert from "node:assert/strict";
import { newYorkOffsetMs } from "../../../data/calendar/new_york.ts";
import { sessionsBetween } from "../../../data/calendar/us_equity_sessions.ts";
import { findTimeZone } from "../../../data/quality/find_time_zone.ts";

const hour = 3_600_000;
const day = 24 * hour;
const equity = { stepMs: hour / 2, calendar: "equity" } as const;
const sessions = sessionsBetween(Date.UTC(2024, 1), Date.UTC(2024, 3));

/** Half hours of two months around the change of clocks, each moved. */
function halfHours(move: (open: number) => number): Float64Array {
  return Float64Array.from(
    sessions.flatMap(({ open, close }) => {
      const times: number[] = [];
      for (let ts = open; ts < close; ts += hour / 2) times.push(ts + move(open));
      return times;
    }),
  );
}

Deno.test("sessions in UTC are in order; with bars before and after them too", () => {
  assert.deepEqual(findTimeZone(halfHours(() => 0), equity), []);
  const wide = sessions.flatMap(({ open }) =>
    Array.from({ length: 32 }, (_, i) => open - 5.5 * hour + i * hour / 2)
  );
  assert.deepEqual(findTimeZone(Float64Array.from(wide), equity), []);
});

Deno.test("a fixed offset shows by the change of New York's clocks", () => {
  const offset = (open: number) => newYorkOffsetMs(Math.floor(open / day));
  const [standard] = findTimeZone(halfHours((open) => 5 * hour - offset(open)), equity);
  assert.match(standard!.detail, /^the day begins 1 h later in summer than in winter/);
  const [naive] = findTimeZone(halfHours((open) => -offset(open)), equity);
  assert.match(naive!.detail, /^the day begins 1 h later in summer than in winter/);
});

Deno.test("New York's own hours read as UTC show within one season", () => {
  const winter = halfHours(() => -5 * hour).filter((ts) => ts < Date.UTC(2024, 2, 8));
  const [finding] = findTimeZone(winter, equity);
  assert.equal(finding!.kind, "time_zone");
  assert.match(finding!.detail, /^days begin 5 h and end 5 h before the session in New York/);
});

Deno.test("daily bars open at midnight UTC, and on days with a session", () => {
  const rules = { stepMs: day, calendar: "equity" } as const;
  const days = Float64Array.from(sessions, (session) => session.day);
  assert.deepEqual(findTimeZone(days, rules), []);
  const [dateline] = findTimeZone(days.map((ts) => ts - day), rules);
  assert.match(dateline!.detail, /^\d+ daily bars lie on dates without a session, the first on/);
  const [early] = findTimeZone(days.map((ts) => ts + 5 * hour), rules);
  assert.equal(early!.detail, "bars open at 05:00 UTC, not at midnight");
  const crypto = Float64Array.from({ length: 20 }, (_, i) => i * day + 16 * hour);
  const [seoul] = findTimeZone(crypto, { stepMs: day, calendar: "crypto" });
  assert.equal(seoul!.detail, "bars open at 16:00 UTC, not at midnight");
});
