import { DatabaseSync, type StatementSync } from "node:sqlite";
import type { Market } from "../../research/backtest/simulate.ts";
import {
  Blotter,
  BUY,
  MARKET,
  ORDER_STATES,
  type OrderChange,
  orderChange,
  REFUSED,
  requestOrder,
  type RowMessage,
  SimulatedVenue,
  type StartMessage,
  type VenueModel,
} from "../../research/engine/mod.ts";
import type { Venue, VenueOrderState, VenueRecord } from "./venue.ts";

/** How the paper venue fills, and what it knows of its markets besides the bars it is told. */
export interface PaperTerms {
  readonly model: VenueModel;
  readonly markets: readonly Pick<Market, "finer" | "funding">[];
}

/** An order in canonical form, read. */
type Asked = Readonly<Record<string, unknown>> & {
  readonly id: number;
  readonly parent?: number;
  readonly group?: number;
};

/** One thing that the venue was asked, as its ledger keeps it. */
interface Entry {
  readonly row: number;
  /** Unique to what was asked: asking twice is asking once. */
  readonly key: string;
  readonly client_order_id: string;
  /** The decision in canonical form; null for a cancel. */
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
  readonly #keys = new Set<string>();
  readonly #changes = new Map<OrderChange, string>();
  #row = -1;
  #ts = NaN;

  /** @param path the ledger's file, or ":memory:". */
  constructor(path: string, start: StartMessage, { model, markets }: PaperTerms) {
    this.#blotter = new Blotter(start);
    const { orders, fills, account } = this.#blotter;
    this.#venue = new SimulatedVenue(orders, fills, account, model);
    markets.forEach(({ finer, funding }, i) => {
      if (finer) this.#venue.drillDown(i, finer);
      if (funding) this.#venue.payFunding(i, funding);
    });
    this.#timeframeMs = start.timeframeMs;
    this.#db = new DatabaseSync(path, { timeout: 5_000 });
    this.#db.exec(
      "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; " +
        "CREATE TABLE IF NOT EXISTS asked (n INTEGER PRIMARY KEY, row INTEGER NOT NULL, " +
        "key TEXT NOT NULL UNIQUE, client_order_id TEXT NOT NULL, text TEXT) STRICT",
    );
    this.#insert = this.#db.prepare(
      "INSERT INTO asked (row, key, client_order_id, text) VALUES (?, ?, ?, ?)",
    );
  }

  /** Brings the venue back to where it was: the bars that it saw, and what it was asked between. */
  recover(rows: Iterable<Pick<RowMessage, "row" | "ts" | "bars">>): void {
    const entries = this.#db.prepare(
      "SELECT row, key, client_order_id, text FROM asked ORDER BY row, n",
    ).all() as unknown as Entry[];
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
    this.#venue.delist(message.ts, message.row);
    for (const bar of message.bars) {
      this.#blotter.pushBar(message.ts, bar);
      this.#venue.match(bar[0], series[bar[0]]!, message.row);
      this.#blotter.markBar(bar);
    }
    this.#venue.delist(message.ts + this.#timeframeMs, message.row);
  }

  submit(clientOrderId: string, text: string): Promise<VenueOrderState> {
    this.#ask(clientOrderId, clientOrderId, text);
    return Promise.resolve(this.#state(clientOrderId)!);
  }

  cancel(clientOrderId: string): Promise<VenueOrderState> {
    const status = this.#state(clientOrderId)?.status;
    if (status === "working" || status === "held") {
      this.#ask(`${clientOrderId} cancel`, clientOrderId, null);
    }
    return Promise.resolve(this.#state(clientOrderId)!);
  }

  change(clientOrderId: string, key: string, text: string): Promise<VenueOrderState> {
    this.#ask(key, clientOrderId, text);
    return Promise.resolve(this.#state(clientOrderId)!);
  }

  order(clientOrderId: string): Promise<VenueOrderState | null> {
    return Promise.resolve(this.#state(clientOrderId));
  }

  records(skip: number): Promise<readonly VenueRecord[]> {
    const { fills } = this.#blotter;
    const { flows } = this.#venue;
    const records: VenueRecord[] = [];
    for (let n = 0, fill = 0, flow = 0; fill < fills.rows || flow < flows.rows; n++) {
      const isFlow = flow < flows.rows && flows.fillsBefore[flow]! <= fill;
      if (n >= skip) records.push(isFlow ? this.#flow(flow, n) : this.#trade(fill, n));
      if (isFlow) flow++;
      else fill++;
    }
    return Promise.resolve(records);
  }

  positions(): Promise<readonly number[]> {
    return Promise.resolve([...this.#blotter.account.lots]);
  }

  close(): void {
    this.#db.close();
  }

  #trade(fill: number, n: number): VenueRecord {
    const { fills } = this.#blotter;
    const recordId = `paper-${n + 1}`;
    const orderId = fills.orderId[fill]!;
    const [lots, price, fee] = [fills.lots[fill]!, fills.price[fill]!, fills.fee[fill]!];
    if (orderId <= 0) {
      const instrument = fills.instrument[fill]!;
      return { kind: "taken", recordId, instrument, cause: orderId, lots, price, fee };
    }
    const clientOrderId = this.#clientIds[orderId - 1]!;
    const slippage = fills.slippage[fill]!;
    return { kind: "trade", recordId, clientOrderId, lots, price, fee, slippage };
  }

  #flow(flow: number, n: number): VenueRecord {
    const { flows } = this.#venue;
    const isFunding = flows.isFunding(flow);
    return {
      kind: isFunding ? "funding" : "insurance",
      recordId: `paper-${n + 1}`,
      instrument: flows.instrument[flow]!,
      amount: flows.amount[flow]!,
      rate: isFunding ? flows.rate[flow]! : null,
      price: flows.price[flow]!,
    };
  }

  #ask(key: string, clientOrderId: string, text: string | null): void {
    if (this.#keys.has(key)) return;
    this.#requireInTurn(clientOrderId, text);
    this.#insert.run(this.#row, key, clientOrderId, text);
    this.#take({ row: this.#row, key, client_order_id: clientOrderId, text });
  }

  /** What cannot be carried out must not get into the ledger. */
  #requireInTurn(clientOrderId: string, text: string | null): void {
    if (text === null) return;
    const { id, change } = JSON.parse(text);
    const known = this.#ids.has(clientOrderId);
    if (change === undefined ? !known && id > this.#blotter.orders.rows : known) return;
    throw new Error(`the paper venue cannot take ${text} for the order ${clientOrderId}`);
  }

  #take({ key, client_order_id: clientOrderId, text }: Entry): void {
    this.#keys.add(key);
    const closeTs = this.#ts + this.#timeframeMs;
    const known = this.#ids.get(clientOrderId);
    if (text === null) {
      this.#venue.cancel(known!, closeTs);
    } else if (known !== undefined) {
      const change = orderChange(JSON.parse(text));
      this.#changes.set(change, key);
      this.#venue.change(known, change, closeTs);
    } else this.#place(clientOrderId, JSON.parse(text), closeTs);
  }

  /** Orders have the ids of the session here too; what its gate refused stands as refused. */
  #place(clientOrderId: string, asked: Asked, closeTs: number): void {
    const { orders, account } = this.#blotter;
    while (orders.rows < asked.id - 1) {
      const id = orders.request(closeTs, this.#row, 0, BUY, MARKET, NaN, NaN, NaN, "");
      orders.move(id, REFUSED, "never came to the venue");
    }
    const { parent = 0, group = 0, ...fields } = asked;
    const id = requestOrder(orders, account, { closeTs, row: this.#row }, fields, "");
    orders.parent[id - 1] = parent;
    orders.group[id - 1] = group;
    this.#ids.set(clientOrderId, id);
    this.#clientIds[id - 1] = clientOrderId;
    this.#venue.submit(id);
  }

  #state(clientOrderId: string): VenueOrderState | null {
    const id = this.#ids.get(clientOrderId);
    if (id === undefined) return null;
    const { orders } = this.#blotter;
    const row = id - 1;
    const status = ORDER_STATES[orders.state[row]!]! as VenueOrderState["status"];
    return {
      status,
      reason: orders.reasons.get(id) ?? "",
      released: orders.parent[row]! > 0 && status !== "held" ? orders.quantity[row]! : null,
      changes: (this.#venue.carriedOut.get(id) ?? []).map((change) => this.#changes.get(change)!),
    };
  }
}
