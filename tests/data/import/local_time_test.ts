import assert from "node:assert/strict";
import fc from "fast-check";
import { LocalTime } from "../../../data/import/local_time.ts";
import { refuses } from "../helpers.ts";

const zones = [
  "UTC",
  "America/Sao_Paulo",
  "America/New_York",
  "Europe/London",
  "Asia/Kathmandu",
  "Australia/Lord_Howe",
  "Pacific/Apia",
];

/** What the zone's clocks show at an instant, as if it were UTC. */
function shownAt(ts: number, timeZone: string): number {
  const text = new Date(ts).toLocaleString("sv-SE", { timeZone });
  return Date.parse(`${text.replace(" ", "T")}Z`);
}

Deno.test("LocalTime finds the instant of every time that clocks show once", () => {
  const minute = fc.integer({ min: Date.UTC(1990) / 60_000, max: Date.UTC(2035) / 60_000 });
  for (const zone of zones) {
    const local = new LocalTime(zone);
    fc.assert(
      fc.property(minute, (minutes) => {
        const ts = minutes * 60_000;
        const found = local.instant(shownAt(ts, zone));
        assert.ok(
          found === ts || found === "local time that comes twice",
          `${zone} ${ts} ${found}`,
        );
      }),
      { seed: 9, numRuns: 60 },
    );
  }
});

Deno.test("LocalTime knows the minutes around a change of the clocks", () => {
  const table: [string, string, string | null][] = [
    // 2024 in New York: forward on 10 March, back on 3 November, both at 02:00.
    ["America/New_York", "2024-03-10T01:59", "2024-03-10T06:59"],
    ["America/New_York", "2024-03-10T02:00", "skipped"],
    ["America/New_York", "2024-03-10T02:59", "skipped"],
    ["America/New_York", "2024-03-10T03:00", "2024-03-10T07:00"],
    ["America/New_York", "2024-11-03T00:59", "2024-11-03T04:59"],
    ["America/New_York", "2024-11-03T01:00", "twice"],
    ["America/New_York", "2024-11-03T01:59", "twice"],
    ["America/New_York", "2024-11-03T02:00", "2024-11-03T07:00"],
    // Brazil put clocks forward at midnight until 2018, and has not since.
    ["America/Sao_Paulo", "2018-11-03T23:59", "2018-11-04T02:59"],
    ["America/Sao_Paulo", "2018-11-04T00:30", "skipped"],
    ["America/Sao_Paulo", "2018-11-04T01:00", "2018-11-04T03:00"],
    ["America/Sao_Paulo", "2019-02-16T23:30", "twice"],
    ["America/Sao_Paulo", "2024-11-03T00:30", "2024-11-03T03:30"],
    // Lord Howe moves by half an hour.
    ["Australia/Lord_Howe", "2024-10-06T02:15", "skipped"],
    ["Australia/Lord_Howe", "2024-10-06T02:30", "2024-10-05T15:30"],
    ["Australia/Lord_Howe", "2024-04-07T01:45", "twice"],
  ];
  for (const [zone, shown, expected] of table) {
    const found = new LocalTime(zone).instant(Date.parse(`${shown}Z`));
    const text = typeof found === "number" ? new Date(found).toISOString().slice(0, 16) : found;
    assert.ok(text.includes(expected!), `${zone} ${shown}: ${text}`);
  }
});

Deno.test("LocalTime names a zone that is not known", async () => {
  await refuses(
    () => new LocalTime("Mars/Olympus"),
    'Unknown time zone "Mars/Olympus"',
    "Sao_Paulo",
  );
  await refuses(() => new LocalTime(""), "Unknown time zone");
});
