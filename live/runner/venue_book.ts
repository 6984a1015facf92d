import {
  type Blotter,
  HELD,
  isFinal,
  type OrderEvent,
  REQUESTED,
  type RowMessage,
} from "../../research/engine/mod.ts";
import type { JournalTrade } from "../journal/journal.ts";
import type { Venue, VenueOrderState, VenueRecord } from "../venues/venue.ts";
import { SessionHalt } from "./session_halt.ts";

/** The row in which something happened. */
type When = Pick<RowMessage, "row" | "ts">;

/** Events that move the account; each comes from one of the venue's records. */
const BOOKED: readonly OrderEvent[0][] = ["fill", "taken", "funding", "insurance"];

/**
 * What a venue did to a session's orders and account. Each thing is taken into the blotter once and
 * kept for the strategy to be told of: executions and payments from the venue's records, the fate of
 * orders from their states.
 */
export class VenueBook {
  readonly #blotter: Blotter;
  readonly #venue: Venue;
  readonly #sessionId: string;
  readonly #ids = new Map<string, number>();
  /** Places in the log of the changes that were asked for, by key, and of those carried out. */
  readonly #changeKeys = new Map<string, number>();
  readonly #changed = new Set<number>();
  /** The venue's records by id, as the events that they became. */
  readonly #booked = new Map<string, string>();
  #events: OrderEvent[] = [];
  #trades: JournalTrade[] = [];

  constructor(blotter: Blotter, venue: Venue, sessionId: string) {
    this.#blotter = blotter;
    this.#venue = venue;
    this.#sessionId = sessionId;
  }

  /** The name of an order at the venue: never from time, attempt or chance. */
  clientId(id: number): string {
    return `${this.#sessionId}-${id}`;
  }

  /** The name of a change at the venue, by its place in the log of decisions. */
  changeKey(decision: number): string {
    return `${this.#sessionId}-change-${decision}`;
  }

  /** Gets to know an order that was decided on. */
  expectOrder(id: number): void {
    this.#ids.set(this.clientId(id), id);
  }

  /** Gets to know a change that was decided on. */
  expectChange(decision: number): void {
    this.#changeKeys.set(this.changeKey(decision), decision);
  }

  /** Whether the venue has carried out a change. */
  isChanged(decision: number): boolean {
    return this.#changed.has(decision);
  }

  /** Takes up what the journal holds: the events that the strategy was told of, and their records. */
  restore(events: Iterable<OrderEvent>, recordIds: Iterable<string>): void {
    const told: OrderEvent[] = [];
    for (const event of events) {
      if (event[0] === "changed") this.#changed.add(event[2]);
      if (BOOKED.includes(event[0])) told.push(event);
    }
    let next = 0;
    for (const recordId of recordIds) this.#booked.set(recordId, JSON.stringify(told[next++]));
  }

  /**
   * Checks that the venue's records still are what was booked from them.
   *
   * @throws SessionHalt where they are not: what follows from them would be wrong twice.
   */
  async requireSameRecords(): Promise<void> {
    if (this.#booked.size === 0) return;
    const records = new Map((await this.#venue.records(0)).map((each) => [each.recordId, each]));
    for (const [recordId, booked] of this.#booked) {
      const record = records.get(recordId);
      const now = record && JSON.stringify(this.#eventOf(record));
      if (now === booked) continue;
      throw new SessionHalt(
        `the venue's record ${recordId} is ${now ?? "no longer there"}, the journal has ${booked}`,
      );
    }
  }

  /** Takes in something that happened to an order, and keeps it for the strategy. */
  happened(event: OrderEvent, now: When): void {
    this.#blotter.applyEvent(event, now);
    this.#events.push(event);
  }

  /** Keeps an event for the strategy that the blotter knows of already. */
  tell(event: OrderEvent): void {
    this.#events.push(event);
  }

  /** Takes in what the venue says of an order, where that is not known yet. */
  settle(id: number, { status, reason, released, changes }: VenueOrderState, now: When): void {
    const { orders } = this.#blotter;
    const row = id - 1;
    const known = orders.state[row]!;
    if (isFinal(known)) return;
    if (known === REQUESTED && status !== "rejected") {
      this.happened([orders.parent[row]! > 0 ? "held" : "working", id], now);
    }
    for (const key of changes) {
      const decision = this.#changeKeys.get(key);
      if (decision === undefined || this.#changed.has(decision)) continue;
      this.#changed.add(decision);
      this.happened(["changed", id, decision], now);
    }
    // After the changes: the quantity that the venue reports has them in it.
    const isReleased = released !== null && !Number.isNaN(released) &&
      (orders.state[row] === HELD || orders.quantity[row] !== released);
    if (isReleased) this.happened(["released", id, released], now);
    if (status === "filled") this.happened([status, id], now);
    if (status === "cancelled" || status === "expired" || status === "rejected") {
      this.happened([status, id, reason], now);
    }
  }

  /**
   * Takes in all that is new at the venue.
   *
   * @throws SessionHalt for what cannot be ours.
   */
  async collect(now: When): Promise<void> {
    const { orders } = this.#blotter;
    for (const record of await this.#venue.records(this.#booked.size)) {
      if (this.#booked.has(record.recordId)) continue;
      const event = this.#eventOf(record);
      this.#booked.set(record.recordId, JSON.stringify(event));
      const orderId = event[0] === "fill" ? event[1] : 0;
      this.#trades.push({ tradeId: record.recordId, orderId });
      this.happened(event, now);
    }
    for (const id of [...orders.open.subarray(0, orders.openCount)]) {
      const state = await this.#venue.order(this.clientId(id));
      if (state === null) throw new SessionHalt(`the venue has lost order ${id}`);
      this.settle(id, state, now);
    }
  }

  /** What the strategy has not been told of yet; it counts as told from now on. */
  takeEvents(): readonly OrderEvent[] {
    const events = this.#events;
    this.#events = [];
    return events;
  }

  /** The records behind those events, to be journalled with them. */
  takeTrades(): readonly JournalTrade[] {
    const trades = this.#trades;
    this.#trades = [];
    return trades;
  }

  #eventOf(record: VenueRecord): OrderEvent {
    switch (record.kind) {
      case "trade": {
        const { recordId, clientOrderId, lots, price, fee, slippage } = record;
        const id = this.#ids.get(clientOrderId);
        if (id !== undefined) return ["fill", id, lots, price, fee, slippage];
        throw new SessionHalt(`the venue reports trade ${recordId} of an order not ours`);
      }
      case "taken": {
        const { instrument, cause, lots, price, fee } = record;
        return ["taken", instrument, cause, lots, price, fee];
      }
      case "funding":
        return ["funding", record.instrument, record.amount, record.rate ?? NaN, record.price];
      case "insurance":
        return ["insurance", record.instrument, record.amount, record.price];
    }
  }
}
