import { type Column, Columns, resized, type SavedRows } from "./columns.ts";
import {
  isFinal,
  isLegalTransition,
  ORDER_STATES,
  REFUSED,
  REJECTED,
  REQUESTED,
} from "./order_state.ts";
import { LIMIT, STOP_LIMIT } from "./order_type.ts";

/** A decision to place an order. */
export const PLACE = 0;
/** A decision to cancel one. */
export const CANCEL = 1;
/** A decision to change one. */
export const CHANGE = 2;

/** What a decision to change an order sets; NaN leaves as it is. */
export interface OrderChange {
  readonly quantity: number;
  readonly limit: number;
  readonly trigger: number;
}

/** Orders and the log of decisions as a snapshot holds them. */
export interface SavedOrders extends SavedRows {
  readonly why: readonly string[];
  readonly reasons: ReadonlyMap<number, string>;
  readonly originals: ReadonlyMap<number, OrderChange>;
  readonly changes: ReadonlyMap<number, OrderChange>;
  readonly decisions: Int32Array;
  readonly decisionKind: Uint8Array;
  readonly decisionTs: Float64Array;
  readonly open: Int32Array;
  readonly timed: number;
}

/**
 * Every order of one account as columns, one row an order; ids count from 1 in the order of
 * decision, so row = id − 1. Prices and amounts are as requested: NaN where an order has none.
 */
export class Orders extends Columns {
  /** Decision time: the close of the bar, ms. */
  ts = new Float64Array(64);
  /** Row of the run that it was decided on. */
  bar = new Int32Array(64);
  instrument = new Int32Array(64);
  /** Which of several strategies on the account asked for it, from 1; 0 where there is one. */
  owner = new Uint8Array(64);
  side = new Int32Array(64);
  type = new Uint8Array(64);
  /** What it trades as now: its type, until its trigger is touched. */
  actsAs = new Uint8Array(64);
  /** Flags of order_type.ts, added up. */
  flags = new Uint8Array(64);
  quantity = new Float64Array(64);
  quote = new Float64Array(64);
  limit = new Float64Array(64);
  /** Trigger price; the distance of a trailing stop. */
  trigger = new Float64Array(64);
  /** The best price that a trailing stop has seen; 0 before its first. */
  watermark = new Float64Array(64);
  /** Time from which it no longer works, ms; 0 for one that is good till cancelled. */
  expires = new Float64Array(64);
  /** Time from which the venue has it, ms. */
  active = new Float64Array(64);
  /** Id of the entry that it protects, or 0. */
  parent = new Int32Array(64);
  /** The id that orders of which only one may fill have in common, or 0. */
  group = new Int32Array(64);
  state = new Uint8Array(64);
  /** Whole lots that have been filled, and what they came to, fees included. */
  filled = new Float64Array(64);
  spent = new Float64Array(64);
  /** 1 once the order has rested in the book, so that it fills as a maker. */
  rested = new Uint8Array(64);
  /** 1 once the strategy has asked to cancel it. */
  cancelling = new Uint8Array(64);
  readonly why: string[] = [];
  readonly reasons: Map<number, string> = new Map();
  /** What orders asked for before they were changed, by id. */
  readonly originals: Map<number, OrderChange> = new Map();

  /** What was decided, in order: the order's id, and whether to place, cancel or change it. */
  decisions: Int32Array = new Int32Array(64);
  decisionKind: Uint8Array = new Uint8Array(64);
  decisionTs: Float64Array = new Float64Array(64);
  decided = 0;
  /** What the decisions to change set, by their place in the log. */
  readonly changes: Map<number, OrderChange> = new Map();

  /** Ids of the orders that may still be filled or that are about to be judged. */
  open: Int32Array = new Int32Array(16);
  openCount = 0;
  /** Orders with a time limit, ever. */
  timed = 0;

  constructor() {
    super(64);
  }

  /** Adds a requested order and returns its id; what it has beyond these the caller sets. */
  request(
    ts: number,
    bar: number,
    instrument: number,
    side: number,
    type: number,
    quantity: number,
    quote: number,
    price: number,
    why: string,
  ): number {
    const row = this.addRow();
    this.ts[row] = ts;
    this.active[row] = ts;
    this.bar[row] = bar;
    this.instrument[row] = instrument;
    this.side[row] = side;
    this.type[row] = type;
    this.actsAs[row] = type;
    this.quantity[row] = quantity;
    this.quote[row] = quote;
    const limited = type === LIMIT || type === STOP_LIMIT;
    this.limit[row] = limited ? price : NaN;
    this.trigger[row] = limited ? NaN : price;
    this.state[row] = REQUESTED;
    this.why.push(why);
    const id = row + 1;
    if (this.openCount === this.open.length) this.open = resized(this.open, 2 * this.openCount);
    this.open[this.openCount++] = id;
    this.#decide(id, PLACE, ts);
    return id;
  }

  /**
   * Ties an order that has just been requested to others, and to a time.
   *
   * @throws RangeError for an entry or group that is not of earlier open orders or its own.
   */
  setLinks(id: number, parent: number, group: number, expires: number): void {
    const row = id - 1;
    if (parent !== 0 && !(parent < id && this.isOpen(parent))) {
      throw new RangeError(`Cannot protect order ${parent}: it is not open`);
    }
    if (group > id) throw new RangeError(`Cannot join the group ${group}: it is of a later order`);
    this.parent[row] = parent;
    this.group[row] = group;
    this.expires[row] = expires;
    if (expires > 0) this.timed++;
  }

  /**
   * Logs a request to cancel an open order; a second one for the same order is not logged.
   *
   * @throws RangeError where no such order is open.
   */
  requestCancel(id: number, ts: number): void {
    if (!this.isOpen(id)) throw new RangeError(`Cannot cancel order ${id}: it is not open`);
    if (this.cancelling[id - 1] === 1) return;
    this.cancelling[id - 1] = 1;
    this.#decide(id, CANCEL, ts);
  }

  /**
   * Logs a request to change an open order.
   *
   * @throws RangeError where no such order is open.
   */
  requestChange(id: number, change: OrderChange, ts: number): void {
    if (!this.isOpen(id)) throw new RangeError(`Cannot change order ${id}: it is not open`);
    this.changes.set(this.decided, change);
    this.#decide(id, CHANGE, ts);
  }

  /** Sets what a change asks for. */
  change(id: number, { quantity, limit, trigger }: OrderChange): void {
    const row = id - 1;
    if (!this.originals.has(id)) {
      this.originals.set(id, {
        quantity: this.quantity[row]!,
        limit: this.limit[row]!,
        trigger: this.trigger[row]!,
      });
    }
    if (quantity >= 0) this.quantity[row] = quantity;
    if (limit >= 0) this.limit[row] = limit;
    if (trigger >= 0) this.trigger[row] = trigger;
  }

  /** Notes why a change was refused; what an order ended with stays. */
  noteUnchanged(id: number, reason: string): void {
    if (!isFinal(this.state[id - 1]!)) this.reasons.set(id, `not changed: ${reason}`);
  }

  /** Whether an order may still be filled. */
  isOpen(id: number): boolean {
    for (let i = 0; i < this.openCount; i++) if (this.open[i] === id) return true;
    return false;
  }

  /**
   * Moves an order along a legal transition.
   *
   * @throws Error for an illegal one or an unknown order: a defect, or a venue that contradicts itself.
   */
  move(id: number, to: number, reason = ""): void {
    const row = id - 1;
    if (!(row >= 0 && row < this.rows)) throw new Error(`Cannot move order ${id}: there is none`);
    const from = this.state[row]!;
    if (!isLegalTransition(from, to)) {
      throw new Error(`Cannot move order ${id} from ${ORDER_STATES[from]} to ${ORDER_STATES[to]}`);
    }
    this.state[row] = to;
    if (!isFinal(to)) return;
    if (reason !== "" || to === REFUSED || to === REJECTED) this.reasons.set(id, reason);
    else if (this.reasons.size > 0) this.reasons.delete(id);
    this.#close(id);
  }

  override save(): SavedOrders {
    return {
      ...super.save(),
      why: [...this.why],
      reasons: new Map(this.reasons),
      originals: new Map(this.originals),
      changes: new Map(this.changes),
      decisions: this.decisions.slice(0, this.decided),
      decisionKind: this.decisionKind.slice(0, this.decided),
      decisionTs: this.decisionTs.slice(0, this.decided),
      open: this.open.slice(0, this.openCount),
      timed: this.timed,
    };
  }

  override restore(saved: SavedOrders): void {
    super.restore(saved);
    for (const why of saved.why) this.why.push(why);
    for (const [id, reason] of saved.reasons) this.reasons.set(id, reason);
    for (const [id, change] of saved.originals) this.originals.set(id, change);
    for (const [decision, change] of saved.changes) this.changes.set(decision, change);
    this.decided = saved.decisions.length;
    const capacity = Math.max(64, this.decided);
    this.decisions = resized(saved.decisions, capacity);
    this.decisionKind = resized(saved.decisionKind, capacity);
    this.decisionTs = resized(saved.decisionTs, capacity);
    this.openCount = saved.open.length;
    this.open = resized(saved.open, Math.max(16, this.openCount));
    this.timed = saved.timed;
  }

  #decide(id: number, kind: number, ts: number): void {
    if (this.decided === this.decisions.length) {
      const capacity = 2 * this.decided;
      this.decisions = resized(this.decisions, capacity);
      this.decisionKind = resized(this.decisionKind, capacity);
      this.decisionTs = resized(this.decisionTs, capacity);
    }
    this.decisions[this.decided] = id;
    this.decisionKind[this.decided] = kind;
    this.decisionTs[this.decided++] = ts;
  }

  #close(id: number): void {
    const { open } = this;
    const last = --this.openCount;
    let i = 0;
    while (open[i] !== id) i++;
    for (; i < last; i++) open[i] = open[i + 1]!;
  }

  protected override replaceColumns(put: <T extends Column>(name: string, column: T) => T): void {
    this.ts = put("ts", this.ts);
    this.bar = put("bar", this.bar);
    this.instrument = put("instrument", this.instrument);
    this.owner = put("owner", this.owner);
    this.side = put("side", this.side);
    this.type = put("type", this.type);
    this.actsAs = put("actsAs", this.actsAs);
    this.flags = put("flags", this.flags);
    this.quantity = put("quantity", this.quantity);
    this.quote = put("quote", this.quote);
    this.limit = put("limit", this.limit);
    this.trigger = put("trigger", this.trigger);
    this.watermark = put("watermark", this.watermark);
    this.expires = put("expires", this.expires);
    this.active = put("active", this.active);
    this.parent = put("parent", this.parent);
    this.group = put("group", this.group);
    this.state = put("state", this.state);
    this.filled = put("filled", this.filled);
    this.spent = put("spent", this.spent);
    this.rested = put("rested", this.rested);
    this.cancelling = put("cancelling", this.cancelling);
  }
}
