import assert from "node:assert/strict";
import {
  isTradingDay,
  sessionOn,
  sessionsBetween,
} from "../../../data/calendar/us_equity_sessions.ts";
import { openLake } from "../../../data/storage/open_lake.ts";
import { dayMs, inTempDir } from "../helpers.ts";

const date = (ts: number) => new Date(ts).toISOString().slice(0, 10);

Deno.test("the sessions of 2000 to 2020 are the days of the S&P 500, without exception", () =>
  inTempDir(async (dataDir) => {
    const { bars } = await openLake({ dataDir }).readBars({ symbol: "SPX", timeframe: "1d" });
    const sessions = sessionsBetween(bars.ts[0]!, bars.ts.at(-1)! + dayMs);
    assert.equal(sessions.length, 5105);
    assert.deepEqual(sessions.map(({ day }) => day), [...bars.ts]);
  }));

Deno.test("sessions a year equal those of the exchange's own calendar", () => {
  const perYear = "252 248 252 252 252 252 251 251 253 252 252 252 250 252 252 252 252 251 251 " +
    "252 253 252 251 250 252 250 251";
  const counted = perYear.split(" ").map((_, i) =>
    sessionsBetween(Date.UTC(2000 + i, 0), Date.UTC(2001 + i, 0)).length
  );
  assert.equal(counted.join(" "), perYear);
});

Deno.test("half days end at 13:00: around 4 July, after Thanksgiving, before Christmas", () => {
  const half = sessionsBetween(Date.UTC(2000, 0), Date.UTC(2027, 0)).filter((each) => each.half);
  assert.deepEqual(half.map(({ day }) => date(day)), halfDays);
  for (const { open, close } of half) assert.equal(close - open, 3.5 * 3_600_000);
});

Deno.test("a session opens at 09:30 in New York, whatever the clock there", () => {
  const table: [day: string, open: string, close: string][] = [
    ["2024-03-08", "14:30", "21:00"],
    ["2024-03-11", "13:30", "20:00"],
    ["2024-11-01", "13:30", "20:00"],
    ["2024-11-04", "14:30", "21:00"],
    ["2006-03-31", "14:30", "21:00"],
    ["2006-04-03", "13:30", "20:00"],
    ["2006-10-27", "13:30", "20:00"],
    ["2006-10-30", "14:30", "21:00"],
    ["2007-03-12", "13:30", "20:00"],
    ["2007-11-05", "14:30", "21:00"],
  ];
  for (const [day, open, close] of table) {
    const session = sessionOn(Date.parse(day))!;
    assert.equal(session.open, Date.parse(`${day}T${open}Z`), day);
    assert.equal(session.close, Date.parse(`${day}T${close}Z`), day);
    assert.equal(session.day, Date.parse(day));
  }
});

Deno.test("holidays, observed days and special closures have no session", () => {
  const closed = "2001-09-11 2001-09-14 2004-06-11 2007-01-02 2012-10-29 2012-10-30 2018-12-05 " +
    "2025-01-09 2022-06-20 2021-07-05 2020-07-03 2023-01-02 2024-03-29 2008-03-21 2000-04-21 " +
    "2021-12-24 2022-12-26 2024-01-15 2024-02-19 2024-05-27 2024-09-02 2024-11-28 2024-06-08";
  for (const day of closed.split(" ")) {
    assert.equal(isTradingDay(Date.parse(day)), false, day);
    assert.equal(sessionOn(Date.parse(day)), undefined);
  }
  const open = "2001-09-10 2001-09-17 2021-12-31 2010-12-31 2021-06-18 2020-11-11 2023-10-09";
  for (const day of open.split(" ")) assert.equal(isTradingDay(Date.parse(day)), true, day);
});

Deno.test("sessionsBetween takes a session by its opening: from inclusive, to exclusive", () => {
  const open = Date.parse("2024-03-11T13:30Z");
  assert.deepEqual(sessionsBetween(open, open), []);
  assert.deepEqual(sessionsBetween(open, open + 1).map((each) => each.open), [open]);
  assert.deepEqual(sessionsBetween(open + 1, open + 1000), []);
});

const halfDays = ("2000-07-03 2000-11-24 2001-07-03 2001-11-23 2001-12-24 2002-07-05 2002-11-29 " +
  "2002-12-24 2003-07-03 2003-11-28 2003-12-24 2003-12-26 2004-11-26 2005-11-25 2006-07-03 " +
  "2006-11-24 2007-07-03 2007-11-23 2007-12-24 2008-07-03 2008-11-28 2008-12-24 2009-11-27 " +
  "2009-12-24 2010-11-26 2011-11-25 2012-07-03 2012-11-23 2012-12-24 2013-07-03 2013-11-29 " +
  "2013-12-24 2014-07-03 2014-11-28 2014-12-24 2015-11-27 2015-12-24 2016-11-25 2017-07-03 " +
  "2017-11-24 2018-07-03 2018-11-23 2018-12-24 2019-07-03 2019-11-29 2019-12-24 2020-11-27 " +
  "2020-12-24 2021-11-26 2022-11-25 2023-07-03 2023-11-24 2024-07-03 2024-11-29 2024-12-24 " +
  "2025-07-03 2025-11-28 2025-12-24 2026-11-27 2026-12-24").split(" ");
