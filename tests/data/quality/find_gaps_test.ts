import assert from "node:assert/strict";
import { sessionsBetween } from "../../../data/calendar/us_equity_sessions.ts";
import { findGaps } from "../../../data/quality/find_gaps.ts";

const hour = 3_600_000;
const day = 24 * hour;
const at = (text: string) => Date.parse(text);
const times = (...texts: string[]) => Float64Array.from(texts, at);

Deno.test("on the crypto calendar every step is expected", () => {
  const ts = times("2024-01-05T22:00Z", "2024-01-05T23:00Z", "2024-01-06T03:00Z");
  assert.deepEqual(findGaps(ts, { stepMs: hour, calendar: "crypto" }), [
    { from: at("2024-01-06T00:00Z"), to: at("2024-01-06T02:00Z"), missing: 3 },
  ]);
});

Deno.test("daily equity bars miss trading days, not weekends and holidays", () => {
  const ts = times("2024-03-27", "2024-03-28", "2024-04-01", "2024-04-05");
  assert.deepEqual(findGaps(ts, { stepMs: day, calendar: "equity" }), [
    { from: at("2024-04-02"), to: at("2024-04-04"), missing: 3 },
  ]);
});

Deno.test("a run of missing days goes on over a weekend", () => {
  const ts = times("2024-06-06", "2024-06-11");
  assert.deepEqual(findGaps(ts, { stepMs: day, calendar: "equity" }), [
    { from: at("2024-06-07"), to: at("2024-06-10"), missing: 2 },
  ]);
});

Deno.test("intraday equity bars are expected in sessions, half days and clock changes included", () => {
  const open: number[] = [];
  for (const session of sessionsBetween(at("2024-10-28"), at("2024-12-10"))) {
    for (let ts = session.open; ts < session.close; ts += hour / 2) open.push(ts);
  }
  const rules = { stepMs: hour / 2, calendar: "equity" } as const;
  assert.deepEqual(findGaps(Float64Array.from(open), rules), []);
  const holed = Float64Array.from(open).filter((ts) =>
    ts < at("2024-11-29T17:00Z") || ts > at("2024-12-02T15:00Z")
  );
  assert.deepEqual(findGaps(holed, rules), [
    { from: at("2024-11-29T17:00Z"), to: at("2024-12-02T15:00Z"), missing: 4 },
  ]);
});

Deno.test("hourly equity bars may begin with the session or with the clock's hour", () => {
  const rules = { stepMs: hour, calendar: "equity" } as const;
  for (const minutes of [0, -30]) {
    const ts: number[] = [];
    for (const session of sessionsBetween(at("2024-03-06"), at("2024-03-15"))) {
      for (let ts0 = session.open + minutes * 60_000; ts0 < session.close; ts0 += hour) {
        ts.push(ts0);
      }
    }
    assert.deepEqual(findGaps(Float64Array.from(ts), rules), [], `${minutes}`);
    const [gap] = findGaps(Float64Array.from(ts.toSpliced(10, 1)), rules);
    assert.deepEqual(gap, { from: ts[10], to: ts[10], missing: 1 });
  }
});

Deno.test("bars before and after the session are not expected, and do no harm", () => {
  const ts: number[] = [];
  for (const session of sessionsBetween(at("2024-03-06"), at("2024-03-15"))) {
    for (let t = session.open - 4 * hour; t < session.close + 2 * hour; t += hour) ts.push(t);
  }
  const early = Float64Array.from(ts).filter((t, i) => i % 5 !== 0 || t < at("2024-03-06T13:00Z"));
  assert.ok(findGaps(early, { stepMs: hour, calendar: "equity" }).length > 0);
  assert.deepEqual(
    findGaps(Float64Array.from(ts), { stepMs: hour, calendar: "equity" }),
    [],
  );
});

Deno.test("weekly bars come every seven days; days before 2000 are not judged", () => {
  const weekly = times("2024-01-01", "2024-01-08", "2024-01-22");
  assert.equal(findGaps(weekly, { stepMs: 7 * day, calendar: "equity" }).length, 1);
  const old = times("1987-10-19", "1999-12-31", "2000-01-03");
  assert.deepEqual(findGaps(old, { stepMs: day, calendar: "equity" }), []);
});
