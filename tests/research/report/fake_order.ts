import type { OrderRow } from "../../../research/backtest/order_row.ts";

/** A market order that ended in a state. */
export function fakeOrder(state: OrderRow["state"], reason: string | null = null): OrderRow {
  return {
    id: 1,
    ts: 0,
    bar: 0,
    instrument: 0,
    side: "buy",
    type: "market",
    quantity: "1",
    quote: null,
    limitPrice: null,
    stopPrice: null,
    terms: "",
    parent: null,
    group: null,
    filled: state === "filled" ? "1" : "0",
    state,
    why: "crossed above",
    reason,
  };
}
