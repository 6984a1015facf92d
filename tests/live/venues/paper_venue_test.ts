import assert from "node:assert/strict";
import { PaperVenue } from "../../../live/venues/paper_venue.ts";
import type { Bars } from "../../../data/bars.ts";
import { recordedFeed } from "../../../live/runner/feed.ts";
import { startMessage } from "../../../live/runner/session_config.ts";
import type { RowMessage } from "../../../research/engine/mod.ts";
import { inTempDir } from "../../data/helpers.ts";
import { ACME, barsOf, HOUR } from "../../research/fixtures.ts";
import { configOf, stateOf, walk } from "../runner/session_fixtures.ts";
import { all } from "../runner/session_state.ts";

const config = configOf({ instruments: [ACME] });

function open(path = ":memory:"): PaperVenue {
  return new PaperVenue(path, startMessage(config), { model: config.model, markets: [] });
}

function rowsOf(bars: Bars): RowMessage[] {
  return [...recordedFeed([bars], HOUR)].map((row, i) => ({ row: i, events: [], ...row }));
}

/** An order in canonical form. */
function order(id: number, fields: Record<string, string>): string {
  return JSON.stringify({ id, ts: 0, symbol: "ACME", ...fields });
}

const buy = (id: number, quantity: string) => order(id, { side: "buy", type: "market", quantity });
const limit = (id: number, quantity: string, limit: string) =>
  order(id, { side: "buy", type: "limit", quantity, limit });

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
    if (row % 5 === 0) await venue.submit(`m${row}`, buy(row + 1, String(1 + row % 7)));
    if (row % 7 === 1) await venue.submit(`l${row}`, limit(row + 1, "2", String(90 + row % 9)));
    if (row % 7 === 4) await venue.cancel(`l${row - 3}`);
  };
  const ids = rows.flatMap(({ row }) => [`m${row}`, `l${row}`]);
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
