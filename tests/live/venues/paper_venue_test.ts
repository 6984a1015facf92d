import assert from "node:assert/strict";
import { PaperVenue } from "../../../live/venues/paper_venue.ts";
import type { Bars } from "../../../data/bars.ts";
import { recordedFeed } from "../../../live/runner/feed.ts";
import { startMessage } from "../../../live/runner/session_config.ts";
import type { RowMessage, VenueModel } from "../../../research/engine/mod.ts";
import { inTempDir } from "../../data/helpers.ts";
import { ACME, barsOf, HOUR } from "../../research/fixtures.ts";
import { PERP } from "../runner/drawn_markets.ts";
import { configOf, stateOf, walk } from "../runner/session_fixtures.ts";
import { all } from "../runner/session_state.ts";

const config = configOf({ instruments: [ACME] });

function open(path = ":memory:"): PaperVenue {
  return openWith(config.model, path);
}

function openWith(model: VenueModel, path = ":memory:"): PaperVenue {
  return new PaperVenue(path, startMessage(config), { model, markets: [] });
}

function rowsOf(bars: Bars): RowMessage[] {
  return [...recordedFeed([{ bars }], HOUR)].map((row, i) => ({ row: i, events: [], ...row }));
}

/** An order in canonical form. */
function order(id: number, fields: Record<string, string>): string {
  return JSON.stringify({ id, ts: 0, symbol: "ACME", ...fields });
}

const buy = (id: number, quantity: string) => order(id, { side: "buy", type: "market", quantity });
const limit = (id: number, quantity: string, limit: string) =>
  order(id, { side: "buy", type: "limit", quantity, limit });

const change = (id: number, limit: string) => JSON.stringify({ change: id, ts: 0, limit });
/** What protects the order `parent`, one of two. */
const protection = (id: number, parent: number, fields: Record<string, string>) =>
  JSON.stringify({ id, ts: 0, symbol: "ACME", side: "sell", ...fields, parent, group: 2 });

async function allOf(venue: PaperVenue, ids: readonly string[]) {
  const states = [];
  for (const id of ids) states.push(await venue.order(id));
  return { states, records: await venue.records(0), positions: await venue.positions() };
}

Deno.test("PaperVenue takes two creates under one client order id for one order", async () => {
  const [first, second] = rowsOf(barsOf([[100, 100, 100, 100], [100, 101, 99, 100]]));
  const venue = open();
  venue.advance(first!);
  assert.equal(await venue.order("a"), null);
  assert.deepEqual(await venue.submit("a", buy(1, "3")), stateOf("working"));
  assert.deepEqual(await venue.submit("a", buy(1, "3")), stateOf("working"));
  assert.deepEqual(await venue.records(0), []);
  venue.advance(second!);
  assert.deepEqual(await venue.submit("a", buy(1, "3")), stateOf("filled"));
  const records = await venue.records(0);
  assert.equal(records.length, 1);
  const [trade] = records;
  assert.ok(trade?.kind === "trade");
  assert.deepEqual(trade, {
    kind: "trade",
    recordId: "paper-1",
    clientOrderId: "a",
    lots: 3,
    // Three basis points of slippage on 100, up to the cent.
    price: 100.03,
    fee: 0.30009,
    slippage: trade.slippage,
  });
  assert.deepEqual(await venue.positions(), [3]);
  assert.deepEqual(await venue.records(1), []);
  venue.close();
});

Deno.test("PaperVenue cancels what works, once, and leaves what has filled", async () => {
  const [first, second] = rowsOf(barsOf([[100, 100, 100, 100], [100, 101, 95, 100]]));
  const venue = open();
  venue.advance(first!);
  await venue.submit("low", limit(1, "1", "50"));
  await venue.submit("near", limit(2, "1", "98"));
  venue.advance(second!);
  assert.deepEqual(await venue.cancel("low"), stateOf("cancelled"));
  assert.deepEqual(await venue.cancel("low"), stateOf("cancelled"));
  assert.deepEqual(await venue.cancel("near"), stateOf("filled"));
  assert.deepEqual(await venue.submit("low", limit(1, "1", "50")), stateOf("cancelled"));
  venue.close();
});

Deno.test("PaperVenue rejects with a reason what it cannot fill", async () => {
  const [first, second] = rowsOf(barsOf([[100, 100, 100, 100], [1_000, 1_000, 1_000, 1_000]]));
  const venue = open();
  venue.advance(first!);
  await venue.submit("dear", buy(1, "900"));
  venue.advance(second!);
  const state = await venue.order("dear");
  assert.equal(state!.status, "rejected");
  assert.match(state!.reason, /costs .* of 100000 cash/);
  venue.close();
});

Deno.test("PaperVenue writes its ledger before it answers", () =>
  inTempDir(async (dir) => {
    const [first] = rowsOf(barsOf([[100, 100, 100, 100]]));
    const venue = open(`${dir}/ledger.sqlite`);
    venue.advance(first!);
    await venue.submit("a", limit(1, "1", "50"));
    const asked = () => all(`${dir}/ledger.sqlite`, "SELECT client_order_id, text FROM asked");
    assert.deepEqual(asked().map((each) => ({ ...each })), [
      { client_order_id: "a", text: limit(1, "1", "50") },
    ]);
    await venue.cancel("a");
    assert.equal(asked().length, 2);
    assert.equal(asked()[1]!.text, null);
    venue.close();
  }));

Deno.test("PaperVenue.recover comes to the same state from its ledger and the bars, wherever it is cut", async () => {
  const rows = rowsOf(walk(5, 40));
  const act = async (venue: PaperVenue, row: number) => {
    const id = 4 * row + 1;
    if (row % 5 === 0) await venue.submit(`m${row}`, buy(id, String(1 + row % 7)));
    if (row % 7 === 1) await venue.submit(`l${row}`, limit(id + 1, "2", String(90 + row % 9)));
    if (row % 7 === 3) await venue.change(`l${row - 2}`, `c${row}`, change(id - 7, "95"));
    if (row % 7 === 4) await venue.cancel(`l${row - 3}`);
  };
  const ids = rows.flatMap(({ row }) => [`m${row}`, `l${row}`]);
  const model = { latency: { medianMs: HOUR, sigma: 1 }, rejectRate: 0.2, seed: 3 };
  const open = (path = ":memory:") => openWith(model, path);
  for (const cut of [1, 2, 5, 8, 9, 21, 40]) {
    await inTempDir(async (dir) => {
      const path = `${dir}/ledger.sqlite`;
      const first = open(path);
      for (const message of rows.slice(0, cut)) {
        first.advance(message);
        await act(first, message.row);
      }
      const before = await allOf(first, ids);
      first.close();
      const second = open(path);
      second.recover(rows.slice(0, cut));
      assert.deepEqual(await allOf(second, ids), before);
      for (const message of rows.slice(cut)) {
        second.advance(message);
        await act(second, message.row);
      }
      const calm = open();
      for (const message of rows) {
        calm.advance(message);
        await act(calm, message.row);
      }
      assert.deepEqual(await allOf(second, ids), await allOf(calm, ids));
      second.close();
      calm.close();
    });
  }
});

Deno.test("PaperVenue.recover keeps a cancel of a row that the journal has lost", () =>
  inTempDir(async (dir) => {
    const rows = rowsOf(walk(5, 12));
    const path = `${dir}/ledger.sqlite`;
    const first = open(path);
    for (const message of rows.slice(0, 8)) {
      first.advance(message);
      if (message.row === 2) await first.submit("a", limit(1, "1", "20"));
    }
    await first.cancel("a");
    first.close();
    for (const held of [4, 8, 12]) {
      const venue = open(path);
      venue.recover(rows.slice(0, held));
      assert.deepEqual(await venue.order("a"), stateOf("cancelled"), `after ${held} rows`);
      if (held === 4) {
        venue.advance(rows[4]!);
        await venue.submit("b", buy(2, "1"));
        venue.advance(rows[5]!);
        assert.deepEqual(await venue.order("b"), stateOf("filled"));
      }
      if (held > 4) {
        assert.deepEqual(await venue.order("b"), stateOf("filled"));
        assert.deepEqual(await venue.positions(), [1]);
      }
      venue.close();
    }
  }));

Deno.test("PaperVenue changes an order once a key, and says which changes it has carried out", async () => {
  const [first, second] = rowsOf(barsOf([[100, 100, 100, 100], [100, 101, 95, 100]]));
  const venue = open();
  venue.advance(first!);
  await venue.submit("a", limit(1, "2", "90"));
  const changed = { ...stateOf("working"), changes: ["k1"] };
  assert.deepEqual(await venue.change("a", "k1", change(1, "97")), changed);
  assert.deepEqual(await venue.change("a", "k1", change(1, "97")), changed);
  const twice = { ...changed, changes: ["k1", "k2"] };
  assert.deepEqual(await venue.change("a", "k2", change(1, "96")), twice);
  assert.deepEqual(await venue.change("a", "k1", change(1, "97")), twice);
  venue.advance(second!);
  assert.deepEqual(await venue.order("a"), { ...twice, status: "filled" });
  const [trade] = await venue.records(0);
  assert.deepEqual([trade!.kind, trade!.price], ["trade", 96]);
  assert.deepEqual(await venue.change("a", "k3", change(1, "99")), { ...twice, status: "filled" });
  venue.close();
});

Deno.test("PaperVenue takes nothing into its ledger that it cannot carry out", () =>
  inTempDir(async (dir) => {
    const [first] = rowsOf(barsOf([[100, 100, 100, 100]]));
    const venue = open(`${dir}/ledger.sqlite`);
    venue.advance(first!);
    await venue.submit("b", limit(2, "1", "90"));
    const says = /^Error: the paper venue cannot take \{"/;
    await assert.rejects(async () => await venue.change("none", "k", change(1, "97")), says);
    await assert.rejects(async () => await venue.submit("a", limit(1, "1", "90")), says);
    assert.equal(all(`${dir}/ledger.sqlite`, "SELECT * FROM asked").length, 1);
    venue.close();
  }));

Deno.test("PaperVenue holds what protects an entry, releases it by fills and names orders as the session does", async () => {
  const candles = [[100, 100, 100, 100], [100, 101, 99, 100], [100, 120, 100, 110]] as const;
  const [first, second, third] = rowsOf(barsOf([...candles]));
  const venue = openWith({ participation: 1 });
  venue.advance(first!);
  // The gate refused orders 1 to 3: they never come here.
  await venue.submit("4", buy(4, "2"));
  await venue.submit("5", protection(5, 4, { type: "stop", stop: "90" }));
  await venue.submit("6", protection(6, 4, { type: "limit", limit: "110" }));
  assert.deepEqual(await venue.order("5"), stateOf("held"));
  // A bar trades one unit: half of the entry.
  venue.advance(second!);
  assert.deepEqual(await venue.order("4"), stateOf("working"));
  assert.deepEqual(await venue.order("5"), { ...stateOf("working"), released: 1 });
  venue.advance(third!);
  assert.deepEqual(await venue.order("4"), stateOf("filled"));
  assert.equal((await venue.order("5"))!.released, 2);
  venue.close();
});

Deno.test("PaperVenue rejects what protects an entry that it has rejected, as the backtest does", async () => {
  const [first] = rowsOf(barsOf([[100, 100, 100, 100]]));
  const venue = openWith({ rejectRate: 0.999, seed: 1 });
  venue.advance(first!);
  await venue.submit("1", buy(1, "2"));
  const { status, reason } = await venue.submit("2", protection(2, 1, { type: "stop", stop: "9" }));
  assert.equal(status, "rejected");
  assert.match(reason, /by chance|its entry is not open/);
  venue.close();
});

Deno.test("PaperVenue reports funding, liquidation and insurance in the order in which they came", async () => {
  const perpetual = { ...PERP, lotSize: "1", tickSize: "0.01" };
  const start = startMessage(configOf({
    instruments: [perpetual],
    capital: 1_000,
    model: { leverage: 10, marginMode: "isolated" },
  }));
  const funding = {
    ts: Float64Array.of(HOUR, 2 * HOUR),
    rate: Float64Array.of(0.001, 0.001),
    price: Float64Array.of(100, NaN),
  };
  const venue = new PaperVenue(":memory:", start, {
    model: { leverage: 10, marginMode: "isolated" },
    markets: [{ funding }],
  });
  const [first, second, third] = rowsOf(
    barsOf([[100, 100, 100, 100], [100, 100, 100, 100], [50, 50, 50, 50]]),
  );
  venue.advance(first!);
  const sold = JSON.stringify({
    ...{ id: 1, ts: 0, symbol: "PERP:USD", side: "buy", type: "market", quantity: "50" },
  });
  await venue.submit("1", sold);
  venue.advance(second!);
  assert.deepEqual(await venue.positions(), [50]);
  venue.advance(third!);
  const records = await venue.records(0);
  assert.deepEqual(records.map(({ kind, recordId }) => [kind, recordId]), [
    ["trade", "paper-1"],
    ["funding", "paper-2"],
    ["taken", "paper-3"],
    ["insurance", "paper-4"],
  ]);
  assert.deepEqual(records[1], {
    ...{ kind: "funding", recordId: "paper-2", instrument: 0 },
    // 50 units at the open of 50, since the mark is not known.
    ...{ amount: -2.5, rate: 0.001, price: 50 },
  });
  const [, , taken] = records;
  assert.ok(taken?.kind === "taken");
  assert.deepEqual([taken.cause, taken.lots, taken.price], [0, 50, 50]);
  assert.deepEqual(await venue.positions(), [0]);
  assert.deepEqual(await venue.records(3), records.slice(3));
  venue.close();
});
