import assert from "node:assert/strict";
import { SessionHalt } from "../../../live/runner/session_halt.ts";
import type { Venue, VenueRecord } from "../../../live/venues/venue.ts";
import { FILLED } from "../../../research/engine/mod.ts";
import { inTempDir } from "../../data/helpers.ts";
import { scripted } from "../../research/fixtures.ts";
import { configOf, Life, stateOf, walk } from "./session_fixtures.ts";
import { calm, live } from "./session_lives.ts";
import { all, summaryOf } from "./session_state.ts";

Deno.test("rule 3: a trade that the venue reports twice is booked once", () =>
  inTempDir(async (dir) => {
    const life = await live(dir, (venue) => ({
      records: async (skip) => {
        const records = await venue.records(Math.max(0, skip - 2));
        return records.flatMap((record) => [record, record]);
      },
    }));
    assert.deepEqual(summaryOf(life.session), await calm());
  }));

Deno.test("rule 3: a trade that the venue reports late is booked when it comes", () =>
  inTempDir(async (dir) => {
    let calls = 0;
    const seen: VenueRecord[] = [];
    const life = await live(dir, (venue) => ({
      records: async (skip) => {
        calls++;
        // The list lags: it is brought up to date on every third question, and at the end.
        if (calls % 3 === 0 || calls > 118) seen.push(...await venue.records(seen.length));
        return seen.slice(skip);
      },
    }));
    const { account, fills } = life.session.blotter;
    assert.ok(fills.rows > 10);
    assert.equal(fills.rows, seen.length);
    const cash = seen.reduce((sum, record) => sum + ("fee" in record ? record.fee : 0), 0);
    assert.ok(Math.abs(account.feesPaid - cash) < 1e-9);
  }));

Deno.test("rule 3: a trade of an order that is not ours halts the session", () =>
  inTempDir(async (dir) => {
    const foreign: VenueRecord = {
      kind: "trade",
      recordId: "x",
      clientOrderId: "by-hand",
      lots: 1,
      price: 1,
      fee: 0,
      slippage: 0,
    };
    let calls = 0;
    await assert.rejects(
      live(dir, (venue) => ({
        records: async (skip) => ++calls < 5 ? await venue.records(skip) : [foreign],
      })),
      (error: Error) =>
        error instanceof SessionHalt && /trade x of an order not ours/.test(error.message),
    );
  }));

Deno.test("rule 4: a fill that comes after a cancel still moves the position", () =>
  inTempDir(async (dir) => {
    const fill: VenueRecord = {
      kind: "trade",
      recordId: "late",
      clientOrderId: "test-1-1",
      lots: 10,
      price: 90,
      fee: 0.5,
      slippage: 0,
    };
    const records: VenueRecord[] = [];
    const lots = [0];
    let status: "working" | "cancelled" = "working";
    const venue: Venue = {
      submit: () => Promise.resolve(stateOf(status)),
      cancel: () => Promise.resolve(stateOf(status = "cancelled")),
      change: () => Promise.resolve(stateOf(status)),
      order: () => Promise.resolve(stateOf(status)),
      records: (skip) => Promise.resolve(records.slice(skip)),
      positions: () => Promise.resolve([...lots]),
      close: () => {},
    };
    const strategy = scripted((m) => {
      if (m.index === 0) m.buy({ quantity: 10, limit: 90 }, "rest");
      if (m.index === 1) m.cancelAll();
    });
    const config = configOf({ instruments: configOf().instruments.slice(0, 1) });
    const life = new Life(dir, [walk(1, 8)], () => ({ venue }), { config, strategy });
    await life.run(4);
    assert.equal(life.session.blotter.orders.openCount, 0);
    records.push(fill);
    lots[0] = 10;
    await life.run();
    const { account, orders } = life.session.blotter;
    assert.deepEqual([account.lots[0], account.cash], [10, 100_000 - 900.5]);
    assert.notEqual(orders.state[0], FILLED);
    life.close();
    const [{ body } = {}] = all(`${dir}/journal.sqlite`, "SELECT body FROM inputs WHERE row = 4");
    assert.match(String(body), /\["fill",1,10,90,0.5,0\]/);
  }));

Deno.test("rule 4: an order that fills while it is being cancelled is filled", () =>
  inTempDir(async (dir) => {
    let raced = 0;
    const life = await live(dir, (venue) => ({
      cancel: async (clientId) => {
        raced++;
        // The cancel came too late: the venue leaves the order as it was.
        return (await venue.order(clientId))!;
      },
    }));
    const { orders } = life.session.blotter;
    assert.ok(raced > 0);
    for (let row = 0; row < orders.rows; row++) assert.notEqual(orders.state[row], 3);
  }));

Deno.test("rule 4: a venue that loses an order halts the session", () =>
  inTempDir(async (dir) => {
    let asked = 0;
    await assert.rejects(
      live(dir, (venue) => ({
        order: async (clientId) => ++asked > 20 ? null : await venue.order(clientId),
      })),
      (error: Error) =>
        error instanceof SessionHalt && /the venue has lost order \d+/.test(error.message),
    );
  }));
