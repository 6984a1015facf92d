import type { CashFlows } from "../cash_flows.ts";
import { FILLED, HELD, isLegalTransition, ORDER_STATES, WORKING } from "../order_state.ts";
import type { Fills } from "../fills.ts";
import type { Orders } from "../orders.ts";
import type { OrderEvent } from "../protocol.ts";

/** What a venue keeps of its orders and fills. */
export interface VenueBooks {
  readonly orders: Orders;
  readonly fills: Fills;
  readonly flows: CashFlows;
}

/**
 * Tells what has happened at a venue since it was last asked, in the events of a session: those that
 * the state of another place is brought up to date by.
 */
export class Answers {
  readonly #books: VenueBooks;
  /** State and quantity of each order as they were told, by its row. */
  readonly #states: number[] = [];
  readonly #quantities: number[] = [];
  #open: number[] = [];
  #fill = 0;
  #flow = 0;

  constructor(books: VenueBooks) {
    this.#books = books;
  }

  /** Notes an order that has come in. */
  watch(id: number): void {
    this.#states[id - 1] = 0;
    this.#quantities[id - 1] = this.#books.orders.quantity[id - 1]!;
    this.#open.push(id);
  }

  /** All that is new: first what orders came to that may be filled, then fills, then what ended. */
  collect(): OrderEvent[] {
    const ended: OrderEvent[] = [];
    const events: OrderEvent[] = [];
    const { orders } = this.#books;
    this.#open = this.#open.filter((id) => {
      const row = id - 1;
      const state = orders.state[row]!;
      this.#tellWork(id, state, events);
      if (state !== WORKING && state !== HELD) ended.push(endOf(orders, id));
      this.#states[row] = state;
      return state === WORKING || state === HELD;
    });
    this.#tellFills(events);
    return [...events, ...ended];
  }

  #tellWork(id: number, state: number, events: OrderEvent[]): void {
    const { orders } = this.#books;
    const row = id - 1;
    const told = this.#states[row]!;
    const quantity = orders.quantity[row]!;
    const released = orders.parent[row]! > 0 && !Object.is(quantity, this.#quantities[row]);
    this.#quantities[row] = quantity;
    if (released) {
      if (told !== WORKING && told !== HELD) events.push(["held", id]);
      events.push(["released", id, quantity]);
    } else if (state === told) return;
    else if (state === HELD) events.push(["held", id]);
    else if (state === WORKING || !isLegalTransition(told, state)) events.push(["working", id]);
  }

  #tellFills(events: OrderEvent[]): void {
    const { fills, flows } = this.#books;
    while (this.#fill < fills.rows || this.#flow < flows.rows) {
      const flow = this.#flow;
      if (flow < flows.rows && flows.fillsBefore[flow]! <= this.#fill) {
        events.push(flowEvent(flows, this.#flow++));
      } else events.push(fillEvent(fills, this.#fill++));
    }
  }
}

function endOf(orders: Orders, id: number): OrderEvent {
  const state = orders.state[id - 1]!;
  if (state === FILLED) return ["filled", id];
  const reason = orders.reasons.get(id) ?? "";
  return [ORDER_STATES[state] as "cancelled" | "expired" | "rejected", id, reason];
}

function fillEvent(fills: Fills, row: number): OrderEvent {
  const id = fills.orderId[row]!;
  const [lots, price, fee] = [fills.lots[row]!, fills.price[row]!, fills.fee[row]!];
  if (id > 0) return ["fill", id, lots, price, fee, fills.slippage[row]!];
  return ["taken", fills.instrument[row]!, id, lots, price, fee];
}

function flowEvent(flows: CashFlows, row: number): OrderEvent {
  const instrument = flows.instrument[row]!;
  const [amount, price] = [flows.amount[row]!, flows.price[row]!];
  return flows.isFunding(row)
    ? ["funding", instrument, amount, flows.rate[row]!, price]
    : ["insurance", instrument, amount, price];
}
