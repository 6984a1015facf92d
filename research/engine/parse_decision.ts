import type { Account } from "./account.ts";
import { canonicalDecision } from "./canonical.ts";
import {
  BUY,
  FILL_OR_KILL,
  IMMEDIATE_OR_CANCEL,
  LIMIT,
  MARKET,
  POST_ONLY,
  REDUCE_ONLY,
  SELL,
  STOP,
  STOP_LIMIT,
  TAKE_PROFIT,
  TRAIL_FRACTION,
  TRAILING_STOP,
} from "./order_type.ts";
import type { OrderChange, Orders } from "./orders.ts";
import type { WireDecision } from "./protocol.ts";

/** The bar that a decision is made on: its row and its close, ms. */
export interface DecidedOn {
  readonly row: number;
  readonly closeTs: number;
}

type Fields = Readonly<Record<string, unknown>>;

/**
 * Reads one canonical decision into the orders; the mirror of {@linkcode canonicalDecision}.
 *
 * @param now the bar that it must have been made on.
 * @throws Error where the text is not, byte for byte, the canonical form of a decision that may come
 * next: it comes from a process that is not trusted.
 */
export function parseDecision(
  orders: Orders,
  account: Account,
  now: DecidedOn,
  [text, why]: WireDecision,
): void {
  const next = orders.decided;
  const fields: Fields = JSON.parse(text);
  if (fields.ts !== now.closeTs) throw new Error(`not of this bar: ${text}`);
  if (fields.cancel !== undefined) orders.requestCancel(Number(fields.cancel), now.closeTs);
  else if (fields.change !== undefined) {
    orders.requestChange(Number(fields.change), orderChange(fields), now.closeTs);
  } else requestOrder(orders, account, now, fields, why);
  if (orders.decided === next) throw new Error(`the cancel has been asked for: ${text}`);
  if (canonicalDecision(orders, account, next) !== text) {
    throw new Error(`not in canonical form: ${text}`);
  }
}

/** What a canonical decision to change an order sets. */
export function orderChange(fields: Fields): OrderChange {
  return {
    quantity: amountOf(fields, "quantity"),
    limit: amountOf(fields, "limit"),
    trigger: amountOf(fields, "stop"),
  };
}

/**
 * Adds the order that a canonical decision asks for, under the orders' own next id.
 *
 * @returns the id.
 * @throws Error for an order that a market has no way to ask for.
 */
export function requestOrder(
  orders: Orders,
  account: Account,
  now: DecidedOn,
  fields: Fields,
  why: string,
): number {
  const instrument = account.listings.findIndex(({ symbol }) => symbol === fields.symbol);
  if (instrument < 0) throw new Error(`unknown symbol ${JSON.stringify(fields.symbol)}`);
  const quote = amountOf(fields, "quote");
  const limit = amountOf(fields, "limit");
  const stop = amountOf(fields, "stop");
  const target = amountOf(fields, "target");
  const fraction = amountOf(fields, "trailFraction");
  const trail = fraction >= 0 ? fraction : amountOf(fields, "trail");
  const type = limit >= 0
    ? stop >= 0 ? STOP_LIMIT : LIMIT
    : stop >= 0
    ? STOP
    : target >= 0
    ? TAKE_PROFIT
    : trail >= 0
    ? TRAILING_STOP
    : MARKET;
  const side = fields.side === "buy" ? BUY : SELL;
  const byQuote = type === MARKET && (side === BUY || account.listings[instrument]!.linear);
  if (quote >= 0 && !byQuote) throw new Error("this order cannot be by quote amount");
  const quantity = amountOf(fields, "quantity");
  const price = limit >= 0 ? limit : stop >= 0 ? stop : target >= 0 ? target : trail;
  const { closeTs, row } = now;
  const id = orders.request(closeTs, row, instrument, side, type, quantity, quote, price, why);
  const at = id - 1;
  if (type === STOP_LIMIT) orders.trigger[at] = stop;
  orders.flags[at] = (fraction >= 0 ? TRAIL_FRACTION : 0) |
    (fields.timeInForce === "IOC" ? IMMEDIATE_OR_CANCEL : 0) |
    (fields.timeInForce === "FOK" ? FILL_OR_KILL : 0) |
    (fields.postOnly === true ? POST_ONLY : 0) |
    (fields.reduceOnly === true ? REDUCE_ONLY : 0);
  orders.owner[at] = idOf(fields, "owner");
  orders.setLinks(id, idOf(fields, "parent"), idOf(fields, "group"), idOf(fields, "expires"));
  return id;
}

function idOf(fields: Fields, name: string): number {
  const value = fields[name] ?? 0;
  if (Number.isSafeInteger(value) && Number(value) >= 0) return Number(value);
  throw new Error(`${name} ${JSON.stringify(value)} is not a whole number`);
}

/** An amount or price: NaN where the decision has none. */
function amountOf(fields: Fields, name: string): number {
  const value = fields[name];
  if (value === undefined) return NaN;
  const amount = Number(value);
  if (amount >= 0 && amount < Infinity) return amount;
  throw new Error(`${name} ${JSON.stringify(value)} is not an amount`);
}
