import assert from "node:assert/strict";
import type { VenueRecord } from "../../../live/venues/venue.ts";
import { type Market, orderStatus, type VenueModel } from "../../../research/engine/mod.ts";
import { inTempDir } from "../../data/helpers.ts";
import { ACME, barsOf, type Candle, scripted } from "../../research/fixtures.ts";
import { backtestOutcome, outcomeOf } from "./agreement.ts";
import { configOf, Life, type LifeOptions } from "./session_fixtures.ts";
import { bars, changed } from "./session_lives.ts";
import { all } from "./session_state.ts";

type Script = Readonly<Record<number, (m: Market) => void>>;

const flat: Candle = [100, 100, 100, 100];

function play(script: Script, model: VenueModel) {
  return {
    strategy: scripted((m) => script[m.index]?.(m)),
    config: configOf({ instruments: [ACME], model, limits: {} }),
  };
}

/** Runs a script as a backtest and as a session, which must come to the same; returns the session's. */
async function both(candles: readonly Candle[], script: Script, model: VenueModel = {}) {
  const options = play(script, model);
  const columns = barsOf(candles);
  const market = { instrument: ACME, bars: { ...columns, volume: columns.volume.fill(4) } };
  const life = new Life(null, [market.bars], () => ({}), options);
  await life.run();
  const equity = [...life.journal.rows()].map((row) => row.equity);
  const outcome = outcomeOf(life.session.blotter, equity);
  const expected = backtestOutcome(options.strategy, [market], { ...model, cash: 100_000 });
  assert.deepEqual(outcome, expected);
  const { orders } = life.session.blotter;
  const statuses = Array.from({ length: orders.rows }, (_, i) => orderStatus(orders, i + 1));
  const told = [...life.journal.messages()].map(({ events }) => events);
  life.close();
  return { orders: expected.orders, statuses, told };
}

Deno.test("an order that is changed while it is held is released as it was changed", async () => {
  const { statuses, told, orders } = await both(
    [flat, flat, [100, 100, 98, 100], [100, 100, 90, 90]],
    {
      0: (m) => m.buy({ quantity: 3, limit: 99, stopLoss: 95 }, "in"),
      1: (m) => m.change(2, { stop: 96 }),
    },
  );
  assert.deepEqual(statuses.map(({ state }) => state), ["filled", "filled"]);
  assert.deepEqual([orders[1]!.quantity, orders[1]!.stopPrice], ["3", "96"]);
  assert.deepEqual(told[2]!.map(([kind]) => kind), ["changed", "fill", "filled", "released"]);
});

Deno.test("a change that arrives in the bar in which its entry fills further is told before the release", async () => {
  const { orders, told } = await both(
    [flat, flat, flat, flat, flat, flat],
    {
      0: (m) => m.buy({ quantity: 11, stopLoss: 90 }, "in parts"),
      1: (m) => m.change(2, { stop: 92 }),
      2: (m) => m.change(2, { stop: 91 }),
    },
    { participation: 1, latency: { medianMs: 1 } },
  );
  const [, protection] = orders;
  assert.deepEqual([protection!.quantity, protection!.stopPrice], ["11", "91"]);
  const releases = told.flat().filter(([kind]) => kind === "released" || kind === "changed");
  assert.deepEqual(releases, [
    ["released", 2, 4],
    ["changed", 2, 2],
    ["released", 2, 8],
    ["changed", 2, 3],
    ["released", 2, 11],
  ]);
});

Deno.test("how much protects an entry cannot be changed, and the strategy is told so", async () => {
  const { told, orders } = await both([flat, flat, flat], {
    0: (m) => m.buy({ quantity: 3, limit: 99, stopLoss: 95 }, "in"),
    1: (m) => m.change(2, { quantity: 1 }),
  });
  assert.deepEqual(told[2], [["unchanged", 2, 2, "it is as large as what its entry fills"]]);
  assert.equal(orders[1]!.quantity, null);
});

Deno.test("a change that the gate refuses leaves the order, and the strategy is told why", async () => {
  const seen: string[] = [];
  const { told, statuses } = await both([flat, flat, flat], {
    0: (m) => m.buy({ quantity: 3, limit: 99 }, "rest"),
    1: (m) => m.change(1, { limit: 98.001 }),
    2: (m) => seen.push(m.status(1).state),
  });
  assert.deepEqual(told[2], [[
    "unchanged",
    1,
    1,
    "price 98.001 is not a multiple of the tick 0.01",
  ]]);
  assert.deepEqual([seen, statuses[0]!.state], [["working", "working"], "working"]);
});

const resting: LifeOptions = {
  config: configOf({ model: {} }),
  strategy: scripted((m) => {
    if (m.instrument > 0) return;
    if (m.index === 0) m.buy({ quantity: 3, limit: 20 }, "rest");
    if (m.index % 3 === 1) m.change(1, { limit: 20 + m.index / 100 });
  }),
};

for (const arrives of [true, false]) {
  const what = arrives ? "reply" : "request";
  Deno.test(`a change whose ${what} is lost is settled by the venue's records, and carried out once`, () =>
    inTempDir(async (dir) => {
      const sends = new Map<string, number>();
      let sent = 0;
      const counting = (key: string) => sends.set(key, (sends.get(key) ?? 0) + 1);
      const first = new Life(dir, bars, ({ venue }) => ({
        venue: changed(venue, {
          change: async (id, key, text) => {
            const lost = ++sent === 5;
            if (arrives || !lost) counting(key);
            if (arrives || !lost) await venue.change(id, key, text);
            if (lost) throw new Error("timeout");
            return (await venue.order(id))!;
          },
        }),
      }), resting);
      await assert.rejects(first.run(), /timeout/);
      first.close();
      const second = new Life(dir, bars, ({ venue }) => ({
        venue: changed(venue, {
          change: (id, key, text) => {
            counting(key);
            return venue.change(id, key, text);
          },
        }),
      }), resting);
      await second.run();
      const { orders } = second.session.blotter;
      second.close();
      assert.deepEqual([...new Set(sends.values())], [1]);
      assert.equal(sends.size, 40);
      assert.equal(orders.limit[0], 21.18);
      const told = all(`${dir}/journal.sqlite`, "SELECT body FROM inputs")
        .flatMap(({ body }) => JSON.parse(String(body)).events)
        .filter(([kind]) => kind === "changed").map(([, , decision]) => decision);
      assert.deepEqual(told, Array.from({ length: 40 }, (_, i) => i + 1));
    }));
}

Deno.test("a change is not sent while the kill switch is on, nor after the halt that kept it back", () =>
  inTempDir(async (dir) => {
    let changes = 0;
    const life = (killSwitch: () => string) =>
      new Life(dir, bars, ({ venue }) => ({
        killSwitch,
        venue: changed(venue, {
          change: (id, key, text) => {
            changes++;
            return venue.change(id, key, text);
          },
        }),
      }), resting);
    let looks = 0;
    const halted = life(() => ++looks > 5 ? "enough" : "");
    await assert.rejects(halted.run(), /the kill switch is on: enough/);
    await halted.session.cancelOpenOrders();
    halted.journal.setState("halted", "enough", 1);
    halted.close();
    assert.equal(changes, 4);
    const next = life(() => "");
    await assert.rejects(next.run(), /Cannot change order 1: it is not open/);
    next.close();
    assert.equal(changes, 4);
  }));

Deno.test("a change that a halt kept back is told to the strategy and never sent, though its order still works", () =>
  inTempDir(async (dir) => {
    const keys: string[] = [];
    const life = (killSwitch: () => string) =>
      new Life(dir, bars, ({ venue }) => ({
        killSwitch,
        venue: changed(venue, {
          change: (id, key, text) => {
            keys.push(key);
            return venue.change(id, key, text);
          },
        }),
      }), resting);
    let looks = 0;
    const halted = life(() => ++looks > 5 ? "enough" : "");
    await assert.rejects(halted.run(), /the kill switch is on: enough/);
    halted.journal.setState("halted", "enough, and the venue took no cancel", 1);
    halted.close();
    const next = life(() => "");
    await next.run();
    next.close();
    assert.deepEqual(
      keys,
      [1, 2, 3, 4, ...Array.from({ length: 35 }, (_, i) => i + 6)].map((n) => `test-1-change-${n}`),
    );
    const told = all(`${dir}/journal.sqlite`, "SELECT body FROM inputs WHERE body LIKE '%unch%'")
      .flatMap(({ body }) => JSON.parse(String(body)).events);
    assert.deepEqual(told, [["unchanged", 1, 5, "the session halted before it was sent"]]);
  }));

Deno.test("a session halts where the venue's records are no longer what was booked from them", () =>
  inTempDir(async (dir) => {
    const first = new Life(dir, bars);
    await first.run(80);
    first.session.commit();
    const fills = first.session.blotter.fills.rows;
    first.close();
    assert.ok(fills > 5);
    const other = (record: VenueRecord): VenueRecord =>
      record.recordId === "paper-3" && record.kind === "trade"
        ? { ...record, fee: record.fee + 1 }
        : record;
    const cases: [change: (records: readonly VenueRecord[]) => VenueRecord[], says: RegExp][] = [
      [(records) => records.map(other), /record paper-3 is \["fill",.*the journal has \["fill",/],
      [
        (records) => records.filter(({ recordId }) => recordId !== "paper-2"),
        /record paper-2 is no longer there, the journal has \["fill",/,
      ],
    ];
    for (const [change, says] of cases) {
      const life = new Life(dir, bars, ({ venue }) => ({
        venue: changed(venue, {
          records: async (skip) => change(await venue.records(0)).slice(skip),
        }),
      }));
      await assert.rejects(life.run(), says);
      life.close();
    }
    const whole = new Life(dir, bars);
    await whole.run();
    whole.close();
  }));
