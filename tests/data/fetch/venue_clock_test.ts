import assert from "node:assert/strict";
import { clampRange } from "../../../data/fetch/history_range.ts";
import { venueClock } from "../../../data/fetch/venue_clock.ts";
import { venueProfile } from "../../../data/fetch/venue_profile.ts";
import { dayMs, hourMs } from "../helpers.ts";

Deno.test("venueClock prefers the venue's time, then its date, then this machine less a minute", () => {
  const monotonic = () => 5;
  const machine = 9_000_000;
  assert.equal(venueClock({ time: 1, date: 2, machine }, monotonic).now(), 1);
  assert.equal(venueClock({ time: undefined, date: 2, machine }, monotonic).now(), 2);
  assert.equal(
    venueClock({ time: undefined, date: undefined, machine }, monotonic).now(),
    machine - 60_000,
  );
});

Deno.test("venueClock goes on by the clock that never jumps", () => {
  let ms = 100;
  const clock = venueClock({ time: 1000, date: undefined, machine: 0 }, () => ms);
  ms += 250.7;
  assert.equal(clock.now(), 1250);
});

Deno.test("clampRange ends before the row that is still changing", () => {
  const now = 10 * hourMs;
  const venue = { clock: { now: () => now }, profile: venueProfile("okx", true) };
  const series = { venue: "okx", symbol: "BTC/USDT:USDT" };
  const range = { from: 0, to: Infinity };
  const to = (dataset: "bars" | "funding_rates" | "long_short_ratio", timeframe: string | null) =>
    clampRange(venue, { ...series, dataset, timeframe }, range).to;
  assert.equal(
    to("bars", "1h"),
    9 * hourMs + 1,
    "the bar that closes now is final, the next is not",
  );
  assert.equal(to("bars", "4h"), 4 * hourMs + 1);
  assert.equal(to("long_short_ratio", "1h"), now + 1, "known at its time");
  assert.equal(to("funding_rates", null), now + 1);
});

Deno.test("clampRange begins where the venue refuses to be asked for older rows", () => {
  const now = 100 * dayMs + 1;
  const venue = { clock: { now: () => now }, profile: venueProfile("binance", true) };
  const series = { dataset: "open_interest", venue: "binance", symbol: "BTC/USDT:USDT" } as const;
  const { from } = clampRange(venue, { ...series, timeframe: "1h" }, { from: 0, to: now });
  assert.ok(from >= now - 30 * dayMs && from < now - 30 * dayMs + 2 * hourMs);
  assert.equal(from % hourMs, 0);
});
