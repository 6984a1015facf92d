import type { Account } from "./account.ts";
import { canonicalDecision } from "./canonical.ts";
import { BUY, LIMIT, MARKET, type Orders, SELL, STOP } from "./orders.ts";
import type { WireDecision } from "./protocol.ts";

/** The bar that a decision is made on: its row and its close, ms. */
export interface DecidedOn {
  readonly row: number;
  readonly closeTs: number;
}

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
  const fields: Record<string, unknown> = JSON.parse(text);
  if (fields.ts !== now.closeTs) throw new Error(`not of this bar: ${text}`);
  if (fields.cancel !== undefined) orders.requestCancel(Number(fields.cancel), now.closeTs);
  else requestOrder(orders, account, now, fields, why);
  if (orders.decided === next) throw new Error(`the cancel has been asked for: ${text}`);
  if (canonicalDecision(orders, account, next) !== text) {
    throw new Error(`not in canonical form: ${text}`);
  }
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
  fields: Readonly<Record<string, unknown>>,
  why: string,
): number {
  const instrument = account.listings.findIndex(({ symbol }) => symbol === fields.symbol);
  if (instrument < 0) throw new Error(`unknown symbol ${JSON.stringify(fields.symbol)}`);
  const quote = amountOf(fields, "quote");
  const limit = amountOf(fields, "limit");
  const stop = amountOf(fields, "stop");
  const type = limit >= 0 ? LIMIT : stop >= 0 ? STOP : MARKET;
  const side = fields.side === "buy" ? BUY : SELL;
  if (quote >= 0 && (side !== BUY || type !== MARKET)) {
    throw new Error("only a market order to buy is by quote amount");
  }
  const quantity = amountOf(fields, "quantity");
  const price = type === LIMIT ? limit : stop;
  const { closeTs, row } = now;
  return orders.request(closeTs, row, instrument, side, type, quantity, quote, price, why);
}

/** An amount or price: NaN where the decision has none. */
function amountOf(fields: Readonly<Record<string, unknown>>, name: string): number {
  const value = fields[name];
  if (value === undefined) return NaN;
  const amount = Number(value);
  if (amount >= 0 && amount < Infinity) return amount;
  throw new Error(`${name} ${JSON.stringify(value)} is not an amount`);
}
