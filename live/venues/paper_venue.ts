import { DatabaseSync, type StatementSync } from "node:sqlite";
import {
  Blotter,
  ORDER_STATES,
  requestOrder,
  type RowMessage,
  SimulatedVenue,
  type StartMessage,
} from "../../research/engine/mod.ts";
import type { Venue, VenueOrderState, VenueTrade } from "./venue.ts";

/** One thing that the venue was asked, as its ledger keeps it. */
interface Entry {
  readonly row: number;
  readonly client_order_id: string;
  /** The order in canonical form; null for a cancel. */
  readonly text: string | null;
}

/**
 * Paper trading: the engine's simulated venue behind the interface of a real one. What it was asked
 * is durable in a ledger of its own before it answers, so it outlives the runner as a real venue
 * would; its state is that ledger and the bars, added up again.
 */
export class PaperVenue implements Venue {
  readonly #db: DatabaseSync;
  readonly #insert: StatementSync;
  readonly #blotter: Blotter;
  readonly #venue: SimulatedVenue;
  readonly #timeframeMs: number;
  readonly #ids = new Map<string, number>();
  readonly #clientIds: string[] = [];
  #row = -1;
  #ts = NaN;

  /** @param path the ledger's file, or ":memory:". */
  constructor(path: string, start: StartMessage, slippageBps: number) {
    this.#blotter = new Blotter(start);
    const { orders, fills, account } = this.#blotter;
    this.#venue = new SimulatedVenue(orders, fills, account, slippageBps);
    this.#timeframeMs = start.timeframeMs;
    this.#db = new DatabaseSync(path, { timeout: 5_000 });
    this.#db.exec(
      "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; " +
        "CREATE TABLE IF NOT EXISTS asked (n INTEGER PRIMARY KEY, row INTEGER NOT NULL, " +
        "client_order_id TEXT NOT NULL, text TEXT) STRICT; " +
        "CREATE UNIQUE INDEX IF NOT EXISTS asked_once ON asked (client_order_id, text IS NULL)",
    );
    this.#insert = this.#db.prepare(
      "INSERT INTO asked (row, client_order_id, text) VALUES (?, ?, ?)",
    );
  }

  /** Brings the venue back to where it was: the bars that it saw, and what it was asked between. */
  recover(rows: Iterable<Pick<RowMessage, "row" | "ts" | "bars">>): void {
    const entries = this.#db.prepare("SELECT row, client_order_id, text FROM asked ORDER BY row, n")
      .all() as unknown as Entry[];
    let next = 0;
    for (const row of rows) {
      this.advance(row);
      for (; entries[next]?.row === row.row; next++) this.#take(entries[next]!);
    }
    // A halt cancels on a row that the journal may not hold; it counts from where the journal ends.
    for (; next < entries.length; next++) this.#take(entries[next]!);
  }

  /** The market moves on by one row of bars: working orders are matched against them. */
  advance(message: Pick<RowMessage, "row" | "ts" | "bars">): void {
    this.#row = message.row;
    this.#ts = message.ts;
    const { series } = this.#blotter;
    for (const bar of message.bars) {
      this.#blotter.applyBars({ ts: message.ts, bars: [bar] });
      this.#venue.match(bar[0], series[bar[0]]!, message.row);
    }
  }

  submit(clientOrderId: string, text: string): Promise<VenueOrderState> {
    if (!this.#ids.has(clientOrderId)) {
      this.#insert.run(this.#row, clientOrderId, text);
      this.#take({ row: this.#row, client_order_id: clientOrderId, text });
    }
    return Promise.resolve(this.#state(clientOrderId)!);
  }

  cancel(clientOrderId: string): Promise<VenueOrderState> {
    if (this.#state(clientOrderId)?.status === "working") {
      this.#insert.run(this.#row, clientOrderId, null);
      this.#take({ row: this.#row, client_order_id: clientOrderId, text: null });
    }
    return Promise.resolve(this.#state(clientOrderId)!);
  }

  order(clientOrderId: string): Promise<VenueOrderState | null> {
    return Promise.resolve(this.#state(clientOrderId));
  }

  trades(skip: number): Promise<readonly VenueTrade[]> {
    const { fills } = this.#blotter;
    const trades: VenueTrade[] = [];
    for (let i = skip; i < fills.rows; i++) {
      trades.push({
        tradeId: `paper-${i + 1}`,
        clientOrderId: this.#clientIds[fills.orderId[i]! - 1]!,
        lots: fills.lots[i]!,
        price: fills.price[i]!,
        fee: fills.fee[i]!,
        slippage: fills.slippage[i]!,
      });
    }
    return Promise.resolve(trades);
  }

  positions(): Promise<readonly number[]> {
    return Promise.resolve([...this.#blotter.account.lots]);
  }

  close(): void {
    this.#db.close();
  }

  #take({ client_order_id: clientOrderId, text }: Entry): void {
    const { orders, account } = this.#blotter;
    if (text === null) {
      this.#venue.cancel(this.#ids.get(clientOrderId)!);
      return;
    }
    const now = { closeTs: this.#ts + this.#timeframeMs, row: this.#row };
    const id = requestOrder(orders, account, now, JSON.parse(text), "");
    this.#ids.set(clientOrderId, id);
    this.#clientIds.push(clientOrderId);
    this.#venue.submit(id);
  }

  #state(clientOrderId: string): VenueOrderState | null {
    const id = this.#ids.get(clientOrderId);
    if (id === undefined) return null;
    const { orders } = this.#blotter;
    const status = ORDER_STATES[orders.state[id - 1]!]!;
    if (status === "rejected") return { status, reason: orders.reasons.get(id)! };
    return { status: status as "working" | "filled" | "cancelled" };
  }
}
