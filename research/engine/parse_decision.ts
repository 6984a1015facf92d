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
  const fields: Record<string, unknown> = JSON.parse(text);
  if (fields.ts !== now.closeTs) throw new Error(`not of this bar: ${text}`);
  if (fields.cancel !== undefined) orders.requestCancel(Number(fields.cancel), now.closeTs);
  else requestOrder(orders, account, now, fields, why);
  if (canonicalDecision(orders, account, orders.decided - 1) !== text) {
    throw new Error(`not in canonical form: ${text}`);
  }
}

/**
 * Adds the order that a canonical decision asks for, under the orders' own next id.
 *
 * @returns the id.
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
  return orders.request(
    now.closeTs,
    now.row,
    instrument,
    fields.side === "buy" ? BUY : SELL,
    fields.limit !== undefined ? LIMIT : fields.stop !== undefined ? STOP : MARKET,
    Number(fields.quantity ?? NaN),
    Number(fields.quote ?? NaN),
    Number(fields.limit ?? fields.stop ?? NaN),
    why,
  );
}
