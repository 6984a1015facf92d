import assert from "node:assert/strict";
import { SessionHalt } from "../../../live/runner/session_halt.ts";
import type { Venue, VenueRecord } from "../../../live/venues/venue.ts";
import { inTempDir } from "../../data/helpers.ts";
import { scripted } from "../../research/fixtures.ts";
import { busy, configOf, inProcess, Life, stateOf, walk } from "./session_fixtures.ts";
import { bars, calm, changed, live } from "./session_lives.ts";
import { all, durableOf, summaryOf } from "./session_state.ts";

Deno.test("rule 5: nothing is decided before orders, fills and positions are settled", () =>
  inTempDir(async (dir) => {
    const first = new Life(dir, bars);
    await first.run(60);
    first.close();
    const before = durableOf(dir);
    let asked = 0;
    const second = new Life(dir, bars, ({ config, venue }) => ({
      venue: changed(venue, {
        positions: async () => (await venue.positions()).map((lots) => lots + 1),
      }),
      openSandbox: () => {
        const sandbox = inProcess(busy, config);
        const { step } = sandbox;
        sandbox.step = (row) => (asked++, step(row));
        return Promise.resolve(sandbox);
      },
    }));
    await assert.rejects(
      second.run(),
      (error: Error) =>
        error instanceof SessionHalt &&
        /the venue holds \d+ lots of ACME, the journal/.test(error.message),
    );
    second.close();
    assert.equal(asked, 0);
    assert.deepEqual(durableOf(dir), before);
  }));

Deno.test("rule 5: fills of the time in which no runner lived are booked before positions are compared", () =>
  inTempDir(async (dir) => {
    const venueOf = (lots: number, records: VenueRecord[]): Venue => ({
      submit: () => Promise.resolve(stateOf("working")),
      cancel: () => Promise.resolve(stateOf("working")),
      change: () => Promise.resolve(stateOf("working")),
      order: () => Promise.resolve(stateOf(records.length > 0 ? "filled" : "working")),
      records: (skip) => Promise.resolve(records.slice(skip)),
      positions: () => Promise.resolve([lots]),
      close: () => {},
    });
    const fill: VenueRecord = {
      kind: "trade",
      recordId: "t1",
      clientOrderId: "test-1-1",
      lots: 5,
      price: 90,
      fee: 0,
      slippage: 0,
    };
    const strategy = scripted((m) => {
      if (m.index === 0) m.buy({ quantity: 5, limit: 90 }, "rest");
    });
    const config = configOf({ instruments: configOf().instruments.slice(0, 1) });
    const lifeOf = (venue: Venue) =>
      new Life(dir, [walk(1, 9)], () => ({ venue }), { config, strategy });
    const first = lifeOf(venueOf(0, []));
    await first.run(4);
    first.session.commit();
    first.close();
    for (const rows of [4, 6, 9]) {
      const life = lifeOf(venueOf(5, [fill]));
      await life.run(rows);
      assert.equal(life.session.blotter.account.lots[0], 5);
      if (rows > 4) life.session.commit();
      life.close();
    }
    const trades = all(`${dir}/journal.sqlite`, "SELECT trade_id, row FROM trades");
    assert.deepEqual(trades.map((each) => ({ ...each })), [{ trade_id: "t1", row: 4 }]);
  }));

Deno.test("rule 5: an artefact that does not repeat its decisions halts, and what is open stays known", () =>
  inTempDir(async (dir) => {
    const first = new Life(dir, bars);
    await first.run(70);
    const open = first.session.blotter.orders.openCount;
    assert.ok(open > 0);
    first.session.commit();
    first.close();
    const other = scripted((m) => m.index === 30 && m.buy({ quantity: 1 }, "something else"));
    const cancelled: string[] = [];
    const second = new Life(dir, bars, ({ config, venue }) => ({
      openSandbox: () => Promise.resolve(inProcess(other, config)),
      venue: changed(venue, { cancel: (id) => (cancelled.push(id), venue.cancel(id)) }),
    }));
    await assert.rejects(second.run(), /the artefact does not repeat its decisions at 1970-/);
    assert.deepEqual(await second.session.cancelOpenOrders(), []);
    assert.equal(cancelled.length, open);
    second.close();
  }));

Deno.test("a fill on the row on which the strategy fails is not lost", () =>
  inTempDir(async (dir) => {
    const failing = (row: number) =>
      new Life(dir, bars, ({ config }) => ({
        openSandbox: () => {
          const sandbox = inProcess(busy, config);
          const { step } = sandbox;
          sandbox.step = (each) =>
            each.message.row === row ? Promise.reject(new Error("out of memory")) : step(each);
          return Promise.resolve(sandbox);
        },
      }));
    for (let row = 1; row < 120; row += 3) {
      const life = failing(row);
      await assert.rejects(life.run(), /out of memory/);
      life.session.commit();
      life.close();
    }
    assert.deepEqual(summaryOf((await live(dir)).session), await calm());
  }));
