import { Columns, resized } from "./columns.ts";
import {
  isLegalTransition,
  ORDER_STATES,
  REFUSED,
  REJECTED,
  REQUESTED,
  WORKING,
} from "./order_state.ts";

/** Side of an order that adds to a position. */
export const BUY = 1;
/** Side of an order that takes from a position. */
export const SELL = -1;

/** Names of the order types; columns hold indices into it. */
export const ORDER_TYPES = ["market", "limit", "stop"] as const;
/** Index of "market" in {@linkcode ORDER_TYPES}. */
export const MARKET = 0;
/** Index of "limit". */
export const LIMIT = 1;
/** Index of "stop". */
export const STOP = 2;

/** A request to cancel is logged as the negative of the order's id. */
export type Decision = number;

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
  side = new Int32Array(64);
  type = new Uint8Array(64);
  quantity = new Float64Array(64);
  quote = new Float64Array(64);
  /** The limit price of a limit order, the stop price of a stop order. */
  price = new Float64Array(64);
  state = new Uint8Array(64);
  /** 1 once the order has rested through a bar, so that it fills as a maker. */
  rested = new Uint8Array(64);
  /** 1 once the strategy has asked to cancel it. */
  cancelling = new Uint8Array(64);
  readonly why: string[] = [];
  readonly reasons: Map<number, string> = new Map();

  /** What was decided, in order: an order's id, or its negative for a request to cancel it. */
  decisions = new Int32Array(64);
  decisionTs = new Float64Array(64);
  decided = 0;

  /** Ids of the orders that the venue may still fill or that are about to be judged. */
  open = new Int32Array(16);
  openCount = 0;

  constructor() {
    super(64);
  }

  /** Adds a requested order and returns its id. */
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
    this.bar[row] = bar;
    this.instrument[row] = instrument;
    this.side[row] = side;
    this.type[row] = type;
    this.quantity[row] = quantity;
    this.quote[row] = quote;
    this.price[row] = price;
    this.state[row] = REQUESTED;
    this.rested[row] = 0;
    this.cancelling[row] = 0;
    this.why.push(why);
    const id = row + 1;
    if (this.openCount === this.open.length) this.open = resized(this.open, 2 * this.openCount);
    this.open[this.openCount++] = id;
    this.#decide(id, ts);
    return id;
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
    this.#decide(-id, ts);
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
    if (to === WORKING) return;
    if (to === REFUSED || to === REJECTED) this.reasons.set(id, reason);
    this.#close(id);
  }

  #decide(decision: Decision, ts: number): void {
    if (this.decided === this.decisions.length) {
      this.decisions = resized(this.decisions, 2 * this.decided);
      this.decisionTs = resized(this.decisionTs, 2 * this.decided);
    }
    this.decisions[this.decided] = decision;
    this.decisionTs[this.decided++] = ts;
  }

  #close(id: number): void {
    const { open } = this;
    const last = --this.openCount;
    let i = 0;
    while (open[i] !== id) i++;
    for (; i < last; i++) open[i] = open[i + 1]!;
  }

  protected override resize(capacity: number): void {
    this.ts = resized(this.ts, capacity);
    this.bar = resized(this.bar, capacity);
    this.instrument = resized(this.instrument, capacity);
    this.side = resized(this.side, capacity);
    this.type = resized(this.type, capacity);
    this.quantity = resized(this.quantity, capacity);
    this.quote = resized(this.quote, capacity);
    this.price = resized(this.price, capacity);
    this.state = resized(this.state, capacity);
    this.rested = resized(this.rested, capacity);
    this.cancelling = resized(this.cancelling, capacity);
  }
}
