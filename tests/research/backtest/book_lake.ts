import type { Instrument } from "../../../data/instrument.ts";
import { openLake } from "../../../data/storage/open_lake.ts";
import {
  BID,
  type BookEvents,
  DELTA,
  SNAPSHOT,
  TRADE,
} from "../../../research/engine/order_book/book_event.ts";
import { randomMarket } from "../engine/order_book/random_market.ts";

/** The time at which the recording begins. */
export const START = Date.UTC(2024, 7, 8, 12);

/** The perpetual that is recorded: ticks of 0.5, lots of 0.01. */
export const COIN: Instrument = {
  venue: "test",
  symbol: "COIN/USD:USD",
  kind: "perpetual",
  base: "COIN",
  quote: "USD",
  tickSize: "0.5",
  lotSize: "0.01",
  minNotional: "0",
  makerFeeBps: 1,
  takerFeeBps: 5,
  calendar: "crypto",
};

/** Stores about ten seconds of a made-up market: depth in messages with update ids, and trades. */
export async function writeBookLake(
  dataDir: string,
  { without = -1, trades = true }: { readonly without?: number; readonly trades?: boolean } = {},
): Promise<void> {
  const shape = { seed: 5, messages: 6000, depth: true, feedLatencyMs: 0, breaks: false };
  const events = randomMarket(shape);
  const lake = openLake({ dataDir });
  const { venue, symbol } = COIN;
  const books = booksOf(events, without);
  await lake.writeDataset({ dataset: "books", venue, symbol, instrument: COIN, table: books });
  if (!trades) return;
  const rows = rowsOf(events, (kind) => kind === TRADE);
  const table = {
    ...columnsOf(events, rows),
    side: rows.map((row) => events.side[row] === BID ? "sell" : "buy"),
    trade_id: Float64Array.from(rows, (row) => row),
  };
  await lake.writeDataset({ dataset: "trades", venue, symbol, table });
}

/** @param without a message that is missing. */
function booksOf(events: BookEvents, without: number) {
  const ids = new Float64Array(events.rows);
  let id = 0;
  for (let row = 0; row < events.rows; row++) {
    ids[row] = id;
    if (events.kind[row] !== TRADE && events.last[row] === 1) id++;
  }
  const rows = rowsOf(events, (kind) => kind === DELTA || kind === SNAPSHOT)
    .filter((row) => ids[row] !== without);
  return {
    ...columnsOf(events, rows),
    side: rows.map((row) => events.side[row] === BID ? "bid" : "ask"),
    kind: rows.map((row) => events.kind[row] === SNAPSHOT ? "snapshot" : "delta"),
    first_update_id: Float64Array.from(rows, (row) => ids[row]!),
    last_update_id: Float64Array.from(rows, (row) => ids[row]!),
    prev_update_id: Float64Array.from(rows, (row) => ids[row]! - 1),
  };
}

function rowsOf({ kind }: BookEvents, which: (kind: number) => boolean): number[] {
  return [...kind.keys()].filter((row) => which(kind[row]!));
}

function columnsOf(events: BookEvents, rows: readonly number[]) {
  const first = events.ts[0]!;
  return {
    ts: Float64Array.from(rows, (row) => START + events.ts[row]! - first),
    price: Float64Array.from(rows, (row) => events.ticks[row]! / 2),
    qty: Float64Array.from(rows, (row) => events.lots[row]! / 100),
  };
}
