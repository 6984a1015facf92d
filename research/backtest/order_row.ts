import {
  type Account,
  BUY,
  FILL_OR_KILL,
  IMMEDIATE_OR_CANCEL,
  LIMIT,
  MARKET,
  ORDER_STATES,
  ORDER_TYPES,
  type Orders,
  type OrderState,
  type OrderType,
  POST_ONLY,
  REDUCE_ONLY,
  STOP_LIMIT,
  TRAIL_FRACTION,
  TRAILING_STOP,
} from "../engine/mod.ts";
import { decimalText, stepValue } from "../engine/step.ts";

/** One order request, as it was asked for and what became of it. Amounts are exact decimal text. */
export interface OrderRow {
  readonly id: number;
  /** Decision time: the close of the bar it was decided on. */
  readonly ts: number;
  readonly bar: number;
  readonly instrument: number;
  readonly side: "buy" | "sell";
  readonly type: OrderType;
  /** Units; null for an order by quote amount, and for what protected an entry that did not fill. */
  readonly quantity: string | null;
  readonly quote: string | null;
  readonly limitPrice: string | null;
  /** The price that triggers it; of a trailing stop its distance, such as "5" or "2%". */
  readonly stopPrice: string | null;
  /** Its terms in words, such as "post-only" or "IOC reduce-only"; "" for none. */
  readonly terms: string;
  /** The entry that it protects; null where it stands alone. */
  readonly parent: number | null;
  /** What orders of which only one may fill have in common; null where it stands alone. */
  readonly group: number | null;
  /** Units that have been filled. */
  readonly filled: string;
  readonly state: OrderState;
  /** Why the strategy asked for it, in its own words. */
  readonly why: string;
  /** Why it was refused, rejected, cancelled or expired, where that was not asked for. */
  readonly reason: string | null;
}

/** All orders in the order of decision. */
export function orderRows(orders: Orders, account: Account): OrderRow[] {
  return Array.from({ length: orders.rows }, (_, row) => orderRow(orders, account, row + 1));
}

function orderRow(orders: Orders, account: Account, id: number): OrderRow {
  const row = id - 1;
  const type = orders.type[row]!;
  const quantity = orders.quantity[row]!;
  const byQuote = orders.quote[row]! >= 0;
  const instrument = orders.instrument[row]!;
  return {
    id,
    ts: orders.ts[row]!,
    bar: orders.bar[row]!,
    instrument,
    side: orders.side[row] === BUY ? "buy" : "sell",
    type: ORDER_TYPES[type]!,
    quantity: byQuote || Number.isNaN(quantity) ? null : decimalText(quantity),
    quote: byQuote ? decimalText(orders.quote[row]!) : null,
    limitPrice: type === LIMIT || type === STOP_LIMIT ? decimalText(orders.limit[row]!) : null,
    stopPrice: type === MARKET || type === LIMIT ? null : triggerText(orders, row),
    terms: termsText(orders, row),
    parent: orders.parent[row] || null,
    group: orders.group[row] || null,
    filled: decimalText(stepValue(account.listings[instrument]!.lot, orders.filled[row]!)),
    state: ORDER_STATES[orders.state[row]!]!,
    why: orders.why[row]!,
    reason: orders.reasons.get(id) ?? null,
  };
}

function triggerText(orders: Orders, row: number): string {
  const trigger = orders.trigger[row]!;
  const isFraction = orders.type[row] === TRAILING_STOP &&
    (orders.flags[row]! & TRAIL_FRACTION) !== 0;
  return isFraction
    ? `${decimalText(Number((trigger * 100).toPrecision(12)))}%`
    : decimalText(trigger);
}

function termsText(orders: Orders, row: number): string {
  const flags = orders.flags[row]!;
  const expires = orders.expires[row]!;
  return [
    (flags & IMMEDIATE_OR_CANCEL) !== 0 ? "IOC" : "",
    (flags & FILL_OR_KILL) !== 0 ? "FOK" : "",
    expires > 0 ? `until ${new Date(expires).toISOString()}` : "",
    (flags & POST_ONLY) !== 0 ? "post-only" : "",
    (flags & REDUCE_ONLY) !== 0 ? "reduce-only" : "",
  ].filter((word) => word !== "").join(" ");
}
