import type { Account } from "./account.ts";
import { BUY, MARKET, ORDER_TYPES, type Orders, STOP } from "./orders.ts";
import { decimalText } from "./step.ts";

/**
 * The canonical text of one decision, by its place in the log: a JSON object with fixed key order,
 * amounts and prices as exact decimal text. The live wire, the journal and the decision hash all
 * use this text, and nothing else.
 */
export function canonicalDecision(orders: Orders, account: Account, decision: number): string {
  const id = orders.decisions[decision]!;
  const ts = orders.decisionTs[decision]!;
  if (id < 0) return `{"cancel":${-id},"ts":${ts}}`;
  const row = id - 1;
  const symbol = JSON.stringify(account.listings[orders.instrument[row]!]!.symbol);
  const side = orders.side[row] === BUY ? "buy" : "sell";
  const type = orders.type[row]!;
  const amount = orders.quote[row]! >= 0
    ? `"quote":"${decimalText(orders.quote[row]!)}"`
    : `"quantity":"${decimalText(orders.quantity[row]!)}"`;
  const price = type === MARKET
    ? ""
    : `,"${type === STOP ? "stop" : "limit"}":"${decimalText(orders.price[row]!)}"`;
  return `{"id":${id},"ts":${ts},"symbol":${symbol},"side":"${side}",` +
    `"type":"${ORDER_TYPES[type]}",${amount}${price}}`;
}

/** All decisions of a run in canonical form, one a line, each ended by a line feed. */
export function canonicalDecisions(orders: Orders, account: Account): string {
  const lines: string[] = [];
  for (let i = 0; i < orders.decided; i++) lines.push(canonicalDecision(orders, account, i) + "\n");
  return lines.join("");
}
