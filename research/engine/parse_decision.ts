import type { Account } from "./account.ts";
import { canonicalDecision } from "./canonical.ts";
import type { Now } from "./market.ts";
import { BUY, LIMIT, MARKET, type Orders, SELL, STOP } from "./orders.ts";
import type { WireDecision } from "./protocol.ts";

/**
 * Reads one canonical decision into the orders; the mirror of {@linkcode canonicalDecision}.
 *
 * @throws Error where the text is not, byte for byte, the canonical form of a decision that may come
 * next: it comes from a process that is not trusted.
 */
export function parseDecision(
  orders: Orders,
  account: Account,
  now: Now,
  [text, why]: WireDecision,
): void {
  const fields: Record<string, unknown> = JSON.parse(text);
  const ts = Number(fields.ts);
  if (ts !== now.closeTs) throw new Error(`Cannot read the decision ${text}: not of this bar`);
  if (fields.cancel !== undefined) orders.requestCancel(Number(fields.cancel), ts);
  else {
    const type = fields.limit !== undefined ? LIMIT : fields.stop !== undefined ? STOP : MARKET;
    const instrument = account.listings.findIndex(({ symbol }) => symbol === fields.symbol);
    orders.request(
      ts,
      now.row,
      instrument,
      fields.side === "buy" ? BUY : SELL,
      type,
      Number(fields.quantity ?? NaN),
      Number(fields.quote ?? NaN),
      Number(fields.limit ?? fields.stop ?? NaN),
      why,
    );
    if (instrument < 0) throw new Error(`Cannot read the decision ${text}: unknown symbol`);
  }
  if (canonicalDecision(orders, account, orders.decided - 1) !== text) {
    throw new Error(`Cannot read the decision ${text}: not in canonical form`);
  }
}
